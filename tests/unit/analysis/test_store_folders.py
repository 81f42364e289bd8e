"""`consult theme --store`: the folder of results is the same, byte for byte, as without a store."""

import csv
import os
import signal
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.deriving import Step
from analysis.settings import Settings
from analysis.store import NO_STORE, Shelf, Store, Wrapping
from analysis.store_folder import FolderStore
from analysis.theming import theme_file
from tests.unit.analysis.analysis_material import (
    DOCTORS,
    ENGLISH,
    HOUSING,
    WordEmbedder,
    make_models,
)
from tests.unit.analysis.hostile_texts import ARABIC, FORMULAS, MARKUP, PLAIN, WELSH

ENDINGS = (
    "",
    "It is the same every week.",
    "نحتاج إلى مزيد من المساكن الميسورة في المدينة.",
    "Mae rhenti yn rhy uchel i deuluoedd ifanc.",
    "Please plan for it.",
    "We hear it often.",
)
TEXTS = [
    f"{text}. {ending}"
    for ending in ENDINGS
    for text in (*HOUSING, *ENGLISH, *DOCTORS, *WELSH, *ARABIC, *MARKUP[:3], *FORMULAS[:3])
]
NEW = ["The new surgery refuses families without papers", "=1+1 Our landlord sold the flat."]
"""One in a hundred beside the others."""
OWN = {f"{text}." for text in PLAIN}
"""What the model is asked to read of them, beside sentences that all runs read."""
QUICK = Settings(theme_count=4, subsamples=2)


@dataclass(frozen=True)
class Counting(Wrapping):
    """A store that counts the results made, by step."""

    made: Counter[str] = field(default_factory=Counter)

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep and count them."""
        self.made[shelf.name] += len(results)
        super().keep(shelf, results)


def write_table(folder: Path, texts: list[str]) -> Path:
    """Write a table of answers by two groups."""
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["ref", "said", "who"], *([f"R{n}", text, "AB"[n % 2]] for n, text in enumerate(texts))]
        )
    return path


def run(
    folder: Path, out: str, texts: list[str], store: Store = NO_STORE, embedder: Any = None
) -> dict[str, bytes]:
    """Run as `consult theme` does; returns every file of the results."""
    found = theme_file(
        write_table(folder, texts),
        text="said",
        id="ref",
        group="who",
        out=folder / out,
        settings=QUICK,
        models=make_models(embedder or WordEmbedder()),
        store=store,
    )
    assert len(found.items) == len(texts)
    return {str(path.relative_to(folder / out)): path.read_bytes() for path in (folder / out).rglob("*")}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of a run without any store."""
    found = run(tmp_path_factory.mktemp("fresh"), "found", [*TEXTS, *NEW])
    assert {"themes.csv", "codings.csv", "report.html", "manifest.json"} <= set(found)
    return found


def test_folder__after_one_answer_in_a_hundred_was_added__is_that_of_a_run_without_a_store(
    tmp_path: Path, fresh: dict[str, bytes]
) -> None:
    assert len(TEXTS) == 192
    first, second = (Counting(FolderStore(tmp_path / "store")) for _ in range(2))
    before = run(tmp_path, "before", TEXTS, first)
    embedder = WordEmbedder()
    after = run(tmp_path, "after", [*TEXTS, *NEW], second, embedder)
    assert min(first.made[step] for step in ("languages", "states", "segments", "personal data")) == 191
    assert second.made == dict.fromkeys(first.made, 2), "what is kept is done for the new ones alone"
    assert after == fresh and before["themes.csv"] != after["themes.csv"]
    assert 0 < len(embedder.read) <= 3


def test_folder__made_a_few_texts_at_a_time__is_that_of_all_in_one_part(
    tmp_path: Path, fresh: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_into_parts(monkeypatch, 7)
    assert run(tmp_path, "found", [*TEXTS, *NEW], FolderStore(tmp_path / "store")) == fresh


def test_folder__after_a_run_that_was_killed__is_that_of_a_run_without_a_store(
    tmp_path: Path, fresh: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(WordEmbedder):
        def passage(self, texts: list[str]) -> np.ndarray:
            if texts[0] in OWN and len(OWN & set(self.read)) >= 12:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().passage(texts)

    cut_into_parts(monkeypatch, 10)
    child = os.fork()
    if child == 0:
        run(tmp_path, "killed", [*TEXTS, *NEW], FolderStore(tmp_path / "store"), Killed())
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not (tmp_path / "killed").exists()
    embedder = WordEmbedder()
    assert run(tmp_path, "found", [*TEXTS, *NEW], FolderStore(tmp_path / "store"), embedder) == fresh
    assert 0 < len(OWN & set(embedder.read)) < len(OWN) - 1


def cut_into_parts(monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """Let every step be done in parts of so many texts, two batches each."""
    plain = Step.__init__

    def make(step: Any, *given: Any, **named: Any) -> None:
        plain(step, *given, **named)
        object.__setattr__(step, "part", part)
        object.__setattr__(step, "batch", -(-part // 2))

    monkeypatch.setattr(Step, "__init__", make)
