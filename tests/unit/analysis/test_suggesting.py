"""Suggestions made again: as a whole analysis would, with no text read twice and nothing sealed kept."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.codebook import get_builtin_codebook
from analysis.pipeline import analyse
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


def test_suggestions__of_an_experience__leave_nothing_of_it_in_the_store(store: FolderStore) -> None:
    sealed = [place < len(HOUSING) for place in range(len(TEXTS))]
    items = make_items(TEXTS, sealed=list(sealed))

    suggest_again(items, Proposing(BOOK, QUICK, make_models(WordEmbedder()), None, store))

    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert not [text for text in HOUSING if hash_text(text) in kept]
    assert all(hash_text(text) in kept for text in DOCTORS)
