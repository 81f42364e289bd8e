"""Results kept under the hash of each text: nothing done twice, nothing different, nothing sealed kept."""

import os
import signal
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.answer_steps import make_cutting_step, make_language_step, make_part_step, make_state_step
from analysis.codebook import get_builtin_codebook
from analysis.deriving import Deriver
from analysis.embedding import clean_for_model, make_embedding_step
from analysis.pipeline import analyse
from analysis.results import Analysis
from analysis.settings import Settings
from analysis.store import NO_STORE, Shelf, hash_text, make_key
from analysis.store_folder import FolderStore
from tests.unit.analysis.analysis_material import (
    DOCTORS,
    ENGLISH,
    HOUSING,
    WordEmbedder,
    make_items,
    make_models,
)

TEXTS = [*HOUSING, *ENGLISH, *DOCTORS, "none", "", HOUSING[0], "Rents rise. Doctors refuse. Classes close."]
FOREIGN = [
    "Сім'ї роками чекають на житло від міської ради.",
    "Les familles attendent un logement depuis des années",
]
NEW = ["The new surgery refuses families without papers", "Our landlord sold the flat and we had to leave"]
QUICK = Settings(theme_count=3, subsamples=2)
SHELF = Shelf("words", "1")


def run(items: pd.DataFrame, store: Any = NO_STORE, embedder: WordEmbedder | None = None) -> Analysis:
    models = make_models(embedder or WordEmbedder())
    return analyse(items, get_builtin_codebook(), QUICK, models=models, store=store)


def as_bytes(found: Analysis) -> dict[str, str]:
    """Everything found, written out; what was looked up is no part of it."""
    names = [one.name for one in fields(found) if one.name not in {"work", "codebook", "settings", "models"}]
    values = {name: getattr(found, name) for name in names}
    return {name: one.to_csv() if hasattr(one, "to_csv") else repr(one) for name, one in values.items()}


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return as_bytes(run(make_items([*TEXTS, *NEW])))


def test_run__with_the_results_of_fewer_answers__does_only_the_new_ones_and_finds_the_same(
    tmp_path: Path, plain: dict[str, str]
) -> None:
    first = run(make_items(TEXTS), FolderStore(tmp_path))
    embedder = WordEmbedder()
    again = run(make_items([*TEXTS, *NEW]), FolderStore(tmp_path), embedder)

    counts = {name: first.work[name] for name in ("languages", "states", "segments")}
    assert counts == {"languages": 21, "states": 21, "segments": 19}
    assert again.work == dict.fromkeys(counts, 2) | {"languages of segments": 2, "vectors": 2}
    assert sorted(embedder.read) == sorted(NEW)
    assert as_bytes(again) == plain


def test_run__killed_midway__goes_on_where_it_was_and_finds_the_same(
    tmp_path: Path, plain: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "analysis.vectors.make_embedding_step",
        lambda *given: replace(make_embedding_step(*given), part=4, batch=2),
    )
    items = make_items([*TEXTS, *NEW])

    class Killed(WordEmbedder):
        def passage(self, texts: list[str]) -> np.ndarray:
            if len(self.read) >= 10:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().passage(texts)

    child = os.fork()
    if child == 0:
        run(items, FolderStore(tmp_path), Killed())
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    embedder = WordEmbedder()
    found = run(items, FolderStore(tmp_path), embedder)
    assert (found.work["languages"], found.work["segments"]) == (0, 0)
    in_order = sorted({*TEXTS, *NEW} - {"none", ""})
    assert not set(embedder.read) & set(in_order[:8]), "two parts of four had been done"
    assert in_order[8] in embedder.read, "the part it died in had not"
    assert as_bytes(found) == plain


@pytest.mark.parametrize("part", [1, 3, 1000])
def test_steps__one_part_at_a_time_or_all_in_one__give_the_same(tmp_path: Path, part: int) -> None:
    steps: list[tuple[Any, list[Any]]] = [
        (make_language_step(), [(text, "en", is_settled) for text in TEXTS for is_settled in (False, True)]),
        (make_state_step(), [(text, True) for text in TEXTS]),
        (make_cutting_step(), TEXTS),
        (make_part_step(), [(text, language) for text in [*TEXTS, *FOREIGN] for language in ("en", "uk")]),
        (make_embedding_step(WordEmbedder(), "1", "reading", 64), TEXTS),
    ]
    for step, things in steps:
        whole = [step.encode(one) for one in step.do(things)]
        cut = replace(step, part=part, batch=2)
        for _ in ("made", "read back"):
            found = Deriver(FolderStore(tmp_path)).derive(cut, things, [True] * len(things))
            assert [step.encode(one) for one in found] == whole
        assert Deriver(NO_STORE).derive(step, things, [True] * len(things)) is not None


@pytest.mark.parametrize("fault", [b"", b"part1\n", b"x" * 400])
def test_part__cut_short_or_changed__is_noticed_and_made_again(tmp_path: Path, fault: bytes) -> None:
    store = FolderStore(tmp_path)
    store.claim({"1": [hash_text("a")]})
    store.keep(SHELF, {make_key("a"): b"result"})
    (path,) = tmp_path.glob("words-*/*")
    path.write_bytes(fault or path.read_bytes()[:-1])

    assert FolderStore(tmp_path).find(SHELF, [make_key("a")]) == {}
    assert not path.exists()
    store.keep(SHELF, {make_key("a"): b"result"})
    assert FolderStore(tmp_path).find(SHELF, [make_key("a")]) == {make_key("a"): b"result"}


def test_results__of_another_version__are_not_used_and_go(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.claim({"1": [hash_text("a")]})
    store.keep(SHELF, {make_key("a"): b"result"})
    other = Shelf("words", "2")

    assert store.find(other, [make_key("a")]) == {}
    store.tidy({"1": [hash_text("a")]}, [other])
    assert not list(tmp_path.glob("words-*"))


def test_results__of_an_answer_that_is_gone__go_with_it_but_not_what_others_said_too(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    run(make_items(TEXTS), store)
    assert store.list_owners() == sorted(str(number) for number in range(1, 23))

    kept = [str(number) for number in range(1, 23) if number not in {1, 2}]  # 21 has the text of 1 too
    assert store.drop_gone(lambda _: kept) == 2
    embedder = WordEmbedder()
    again = run(make_items(TEXTS), store, embedder)
    assert (again.work["languages"], embedder.read) == (1, [TEXTS[1]])


def test_results__of_answers_no_longer_given__go_with_the_next_run(tmp_path: Path) -> None:
    run(make_items(TEXTS), FolderStore(tmp_path))
    run(make_items(TEXTS[1:]), FolderStore(tmp_path))  # the first text is also the 21st
    run(make_items(TEXTS[2:]), FolderStore(tmp_path))
    content = b"".join(path.read_bytes() for path in list_files(tmp_path))
    assert hash_text(TEXTS[1]) not in content
    assert hash_text(TEXTS[0]) in content


def test_locked_accounts__analysed_with_a_store__leave_nothing_in_it(tmp_path: Path) -> None:
    sealed = [f"{text} and so it was for me" for text in (*DOCTORS, "My secret words. They are mine alone.")]
    texts = [*TEXTS, *sealed]
    items = make_items(texts, sealed=[False] * len(TEXTS) + [True] * len(sealed))
    found = run(items, FolderStore(tmp_path))
    own = found.segments[found.segments["item_id"].isin(items.loc[items["sealed"], "id"])]["text"]
    content = b"".join(path.read_bytes() for path in list_files(tmp_path))

    assert as_bytes(found) == as_bytes(run(items))
    assert hash_text(HOUSING[0]) in content and len(own) > len(sealed)
    for text in [*sealed, *own]:
        assert hash_text(text) not in content and hash_text(clean_for_model(text)) not in content
        assert text.encode() not in content
    vectors = WordEmbedder().passage(list(own)).astype("<f4")
    assert not any(row.tobytes() in content for row in vectors)
    assert not any(word.encode() in content for word in ("secret", "Private landlords", "guarantor"))


def test_store__that_is_full_or_cannot_be_written__changes_nothing(
    tmp_path: Path, plain: dict[str, str]
) -> None:
    small = FolderStore(tmp_path / "small", max_bytes=3_000)
    assert as_bytes(run(make_items([*TEXTS, *NEW]), small)) == plain
    assert sum(path.stat().st_size for path in list_files(tmp_path) if "owners" not in str(path)) <= 3_000

    (tmp_path / "file").write_text("no folder")
    assert as_bytes(run(make_items([*TEXTS, *NEW]), FolderStore(tmp_path / "file"))) == plain


def test_file__left_unfinished_by_a_killed_run__goes_when_it_is_old(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.claim({"1": [hash_text("a")]})
    left = [tmp_path / "owners" / ".new-old", tmp_path / "owners" / ".new-young"]
    for path in left:
        path.write_bytes(b"half")
    os.utime(left[0], (0, 0))
    store.tidy({"1": [hash_text("a")]}, [])
    assert [path.exists() for path in left] == [False, True]


def test_folder__with_results__can_be_entered_by_its_owner_only(tmp_path: Path) -> None:
    run(make_items(TEXTS), FolderStore(tmp_path / "derived"))
    for path in [tmp_path / "derived", *(tmp_path / "derived").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0
