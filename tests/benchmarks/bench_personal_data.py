"""Personal names found: generated English (presidio_pii), and our own sentences in the languages served.

Our sentences name fictional people. They were written before any rule; misses were read on the half called
"tuning" only, and the other half is printed apart. Its totals were seen at each try, and sentences and lists
of given names have one author and share turns of phrase: other people's sentences will do worse.
Misses of presidio_pii were read too when methods were chosen. In trials made once, which nothing here prints,
the medium model reached .916 without what was written after that (phrases such as "last name", initials,
lists of names of cultures not served here), and .830 without words that are unknown to it, which cost much
precision: many are firms and foreign streets.
"""

import csv
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.models import open_models
from analysis.redaction import find_identifiers
from analysis.tables.intervals import find_share
from tests.benchmarks.targets import Target

SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
GENERATED = SHARED / "presidio_pii" / "synth_dataset_v2.json"
OURS = Path(__file__).parent / "sentences" / "named_people.csv"
PERSONAL = frozenset({"PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "IBAN_CODE", "CREDIT_CARD", "DOMAIN_NAME"})
TARGETS = {"generated": Target(0.93), "ours": Target(0.9)}
MEDIUM = "medium English model"
"""The targets are for this one; with another, the figures are reported."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text with the places of the names in it."""

    text: str
    language: str
    half: str
    names: tuple[Span, ...]


@dataclass
class Score:
    """How many names were wholly covered or touched, and how many suggestions of people were of one."""

    names: int = 0
    covered: int = 0
    touched: int = 0
    suggested: int = 0
    right: int = 0
    quiet: int = 0
    disturbed: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def describe(self) -> str:
        """One line of figures."""
        return (
            f"recall {_share(self.covered, self.names)} covered whole, "
            f"{self.touched} at least in part; precision {_share(self.right, self.suggested)}"
        )

    def judge(self, target: Target) -> str:
        """Say whether recall meets its target."""
        return target.judge(self.covered / self.names if self.names else float("nan"))


def _share(part: int, whole: int) -> str:
    """Write a share with Wilson's interval."""
    found = find_share(part, whole)
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f}; {part}/{whole})" if found else "-"


def read_generated() -> list[Marked]:
    """Read the generated English sentences with their names."""
    rows = json.loads(GENERATED.read_text(encoding="utf-8"))
    return [
        Marked(
            row["full_text"],
            "en",
            "",
            tuple(
                (one["start_position"], one["end_position"])
                for one in row["spans"]
                if one["entity_type"] == "PERSON"
            ),
        )
        for row in rows
    ]


def read_ours() -> list[Marked]:
    """Read our own sentences, in which braces stand round each name."""
    with OURS.open(encoding="utf-8", newline="") as source:
        return [_unmark(row) for row in csv.DictReader(source)]


def _unmark(row: dict[str, str]) -> Marked:
    text, names = "", []
    for part in re.split(r"(\{[^}]*\})", row["marked"]):
        words = part.strip("{}")
        if part.startswith("{"):
            names.append((len(text), len(text) + len(words)))
        text += words
    return Marked(text, row["language"], row["half"], tuple(names))


def find_people(marked: list[Marked], nlp: Any) -> list[list[Span]]:
    """Find the spans of people in each text."""
    items = _make_items(marked)
    spans: list[list[Span]] = [[] for _ in marked]
    for row in find_identifiers(items, nlp=nlp).itertuples():
        if row.kind == "person":
            spans[int(str(row.item_id))].append((int(str(row.start)), int(str(row.end))))
    return spans


def _make_items(marked: list[Marked]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"{number:05}" for number in range(len(marked))],
            "text": [one.text for one in marked],
            "language": [one.language for one in marked],
            "sealed": False,
        }
    )


def score(marked: Iterable[Marked], found: Iterable[list[Span]]) -> Score:
    """Compare what was found with what is there; a name is covered where none of its letters is left."""
    total = Score()
    for one, spans in zip(marked, found, strict=True):
        taken = {place for start, end in spans for place in range(start, end)}
        letters = [
            {place for place in range(start, end) if one.text[place].isalpha()} for start, end in one.names
        ]
        all_letters = set().union(*letters) if letters else set()
        total.names += len(letters)
        total.covered += sum(name <= taken for name in letters)
        total.touched += sum(bool(name & taken) for name in letters)
        right = [bool(all_letters & set(range(*span))) for span in spans]
        total.suggested += len(spans)
        total.right += sum(right)
        total.quiet += not letters
        total.disturbed += not letters and bool(spans)
        total.missed += [
            one.text[slice(*span)] for span, name in zip(one.names, letters, strict=True) if not name <= taken
        ]
        total.wrong += [one.text[slice(*s)] for s, is_right in zip(spans, right, strict=True) if not is_right]
    return total


def measure_kinds(nlp: Any) -> None:
    """Print for each kind of the generated set how many were covered whole by suggestions of any kind."""
    rows = json.loads(GENERATED.read_text(encoding="utf-8"))
    items = _make_items([Marked(row["full_text"], "en", "", ()) for row in rows])
    taken: list[set[int]] = [set() for _ in rows]
    for one in find_identifiers(items, nlp=nlp).itertuples():
        taken[int(str(one.item_id))].update(range(int(str(one.start)), int(str(one.end))))
    counts: dict[str, list[bool]] = defaultdict(list)
    for row, places in zip(rows, taken, strict=True):
        for span in row["spans"]:
            inside = range(span["start_position"], span["end_position"])
            counts[span["entity_type"]].append(
                all(place in places for place in inside if row["full_text"][place].isalnum())
            )
    for kind in sorted(set(counts) & PERSONAL):
        print(f"  {kind.lower()}: {_share(sum(counts[kind]), len(counts[kind]))} covered")


def choose_models() -> dict[str, Any]:
    """Each way to look for names that can be tried here; None where a model is absent."""
    opened = open_models()
    medium = opened.names if opened.names is not opened.english else None
    return {MEDIUM: medium, "small English model": opened.english, "no model": None}


def measure(name: str, marked: list[Marked], nlp: Any, target: str, *, is_medium: bool) -> None:
    """Print the figures of one set with one model."""
    started = time.perf_counter()
    found = find_people(marked, nlp)
    seconds = time.perf_counter() - started
    total = score(marked, found)
    wanted = f"; with the medium model {total.judge(TARGETS[target])}" if is_medium else "; reported alone"
    print(f"{name}: {total.describe()}{wanted}; {seconds:.1f} s")


def measure_ours(name: str, nlp: Any, *, is_medium: bool) -> None:
    """Print the figures of our own sentences: all, each half, those that name nobody, each language."""
    marked = read_ours()
    found = find_people(marked, nlp)
    total = score(marked, found)
    wanted = total.judge(TARGETS["ours"]) if is_medium else "reported alone"
    print(f"our sentences, {name}: {total.describe()}; {wanted}")
    for half in ("tuning", "held out"):
        chosen = [number for number, one in enumerate(marked) if one.half == half]
        part = score([marked[n] for n in chosen], [found[n] for n in chosen])
        print(
            f"  {half}: {part.describe()}; {part.disturbed} of {part.quiet} sentences that name nobody marked"
        )
    by_language: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(marked):
        by_language[one.language].append(number)
    for language, chosen in sorted(by_language.items()):
        part = score([marked[n] for n in chosen], [found[n] for n in chosen])
        print(f"  {language}: {part.describe()}")


def main() -> None:
    """Print recall and precision of names by set, half, language and model."""
    for name, nlp in choose_models().items():
        if nlp is None and name != "no model":
            print(f"{name}: NOT RUN, it is not installed (make medium-model)")
            continue
        if GENERATED.is_file():
            measure(f"presidio_pii, {name}", read_generated(), nlp, "generated", is_medium=name == MEDIUM)
            measure_kinds(nlp)
        else:
            print(f"presidio_pii, {name}: NOT RUN, {GENERATED} is absent")
        measure_ours(name, nlp, is_medium=name == MEDIUM)


if __name__ == "__main__":
    main()
