"""Given and family names common among people who write here, and the words that announce a person.

names_of_people.csv and person_cues.csv are our own, from general knowledge. A name that is also an ordinary
word (`given_word`) says little by itself; it counts beside another name, a title or a word for kin.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from analysis.text import fold_word


class Part(StrEnum):
    """What a listed name is. WORD: it is an ordinary word as well. CAPITAL: so it is in small letters."""

    GIVEN = "given"
    CAPITAL = "given_capital"
    WORD = "given_word"
    FAMILY = "family"


_DOUBTFUL = (Part.FAMILY, Part.GIVEN, Part.CAPITAL, Part.WORD)


@dataclass(frozen=True)
class Cues:
    """Words that stand beside a name: kin and callings, thanks and greetings, "I", and "and"."""

    kin: frozenset[str]
    near: frozenset[str]
    self: frozenset[str]
    joined: frozenset[str]


@cache
def load_names() -> dict[str, Part]:
    """Map each listed name, folded, to what it is; the more doubtful where lists differ."""
    found: dict[str, Part] = {}
    for row in _read("names_of_people.csv"):
        part = Part(row["part"])
        for name in row["names"].split():
            form = fold_word(name)
            found[form] = max(part, found.get(form, part), key=_DOUBTFUL.index)
    return found


@cache
def load_cues() -> dict[str, Cues]:
    """Map each language to its cues; "" to those of all, for texts whose language nobody said."""
    by_language: dict[str, dict[str, set[str]]] = {}
    for row in _read("person_cues.csv"):
        words = {fold_word(word) for word in row["words"].split("|")}
        for language in (row["language"], ""):
            by_language.setdefault(language, {}).setdefault(row["cue"], set()).update(words)
    return {language: _make_cues(cues) for language, cues in by_language.items()}


def get_cues(language: str) -> Cues:
    """Give the cues of a language; of an unknown one those of all."""
    cues = load_cues()
    base = {"prs": "fa"}.get(language, language.split("-")[0])
    return cues.get(base, cues[""])


def is_cue(form: str) -> bool:
    """Say whether a folded word announces a person in some language, and so is itself no name."""
    cues = load_cues()[""]
    return form in cues.kin or form in cues.near or form in cues.self


def _make_cues(cues: dict[str, set[str]]) -> Cues:
    return Cues(*(frozenset(cues.get(name, ())) for name in ("kin", "near", "self", "joined")))


def _read(name: str) -> list[dict[str, str]]:
    text = (resources.files("analysis") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
