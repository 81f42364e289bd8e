"""Suggestions made again: as a whole analysis would, with no text read twice and nothing sealed kept."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.codebook import get_builtin_codebook
from analysis.pipeline import analyse
from analysis.progress import Watch
from analysis.settings import Settings
from analysis.store import hash_text
from analysis.store_folder import FolderStore
from analysis.suggesting import Proposing, suggest_again
from tests.unit.analysis.analysis_material import (
    DOCTORS,
    ENGLISH,
    HOUSING,
    WordEmbedder,
    make_items,
    make_models,
)

TEXTS = [*HOUSING, *ENGLISH, *DOCTORS]
BOOK, QUICK = get_builtin_codebook(), Settings(theme_count=3, subsamples=2)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def test_suggestions__made_again_after_decisions__read_nothing_twice_and_equal_a_whole_run(
    store: FolderStore,
) -> None:
    items, models = make_items(TEXTS), make_models(WordEmbedder())
    first = analyse(items, BOOK, QUICK, models=models, store=store)
    rows = [(f"{place}:1", "funding", True) for place in range(1, 5)]
    decided = pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])

    again = suggest_again(items, Proposing(BOOK, QUICK, models, decided, store))

    whole = analyse(items, BOOK, QUICK, models=make_models(WordEmbedder()), decisions=decided)
    assert again.embedded == 0
    assert again.codings.equals(whole.codings)
    assert not again.codings.equals(first.codings)


def test_suggestions__made_again_after_decisions__do_nothing_else_anew_and_reach_what_is_alike(
    store: FolderStore,
) -> None:
    items, models = make_items(TEXTS), make_models(WordEmbedder())
    first = analyse(items, BOOK, QUICK, models=models, store=store)
    rows = [(f"{place}:1", "housing", False) for place in range(1, 5)]
    decided = pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])
    told: dict[str, int] = {}
    watch = Watch(lambda step, _, total: told.update({step: max(total, told.get(step, 0))}))

    again = suggest_again(items, Proposing(BOOK, QUICK, models, decided, store, watch))

    derived = {step for step, total in told.items() if not total}
    assert derived == {
        "finding languages",
        "sorting into states",
        "cutting into segments",
        "finding languages within answers",
        "reading meanings",
        "reading the codebook",
    }
    assert told.keys() - derived <= {"looking for key phrases", "finding reasons"}, "no themes, no campaigns"
    before, after = (find_scores(one.codings) for one in (first, again))
    assert all(0 < after[one] < before[one] - 0.2 for one in ("5:1", "6:1")), "undecided, and alike"


def find_scores(codings: pd.DataFrame) -> dict[str, float]:
    own = codings[codings["code"] == "housing"]
    return dict(zip(own["segment_id"], own["score"], strict=True))


def test_suggestions__of_an_experience__leave_nothing_of_it_in_the_store(store: FolderStore) -> None:
    sealed = [place < len(HOUSING) for place in range(len(TEXTS))]
    items = make_items(TEXTS, sealed=list(sealed))

    suggest_again(items, Proposing(BOOK, QUICK, make_models(WordEmbedder()), None, store))

    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert not [text for text in HOUSING if hash_text(text) in kept]
    assert all(hash_text(text) in kept for text in DOCTORS)
