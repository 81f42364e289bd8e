"""The same letter in two languages: found by its sentences in order, kept for a person."""

import numpy as np
import pandas as pd
import pytest

from analysis import columns
from analysis.shared_spans import read_spans
from analysis.translated_copies import find_translated

SENTENCES = 12


def make_sentences(seed: int, count: int = SENTENCES) -> np.ndarray:
    """Make unit vectors that are unlike each other."""
    rows = np.random.default_rng(seed).normal(size=(count, 64))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def translate(rows: np.ndarray, seed: int, noise: float = 0.08) -> np.ndarray:
    """Say nearly the same."""
    moved = rows + np.random.default_rng(seed).normal(scale=noise, size=rows.shape)
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def find(*letters: tuple[str, np.ndarray], campaigns: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find translated copies among letters i1, i2…, each a language and the vectors of its segments."""
    rows = []
    for n, (language, vectors) in enumerate(letters, 1):
        rows += [
            {
                "segment_id": f"i{n}:{k}",
                "item_id": f"i{n}",
                "start": 10 * k,
                "end": 10 * k + 9,
                "text": "x",
                "language": language,
                "language_confident": True,
                "basis": "declared",
            }
            for k in range(1, len(vectors) + 1)
        ]
    segments = columns.make_frame(rows, columns.SEGMENTS)
    known = columns.make_empty(columns.CAMPAIGNS) if campaigns is None else campaigns
    every = np.vstack([vectors for _, vectors in letters])
    return find_translated(segments, list(range(len(every))), every, known)


LETTER = make_sentences(1)


def test_letter__in_two_languages__is_paired_with_its_places() -> None:
    own = make_sentences(2, 3)
    found = find(("en", LETTER), ("ar", np.vstack([translate(LETTER, 3), own])), ("uk", make_sentences(4)))
    assert found[["campaign_id", "item_id"]].to_numpy().tolist() == [["X01", "i1"], ["X01", "i2"]]
    assert read_spans(found["spans"][1]) == [(10 * k, 10 * k + 9) for k in range(1, SENTENCES + 1)]


def test_letter__in_two_languages__says_which_sentences_stand_for_each_other() -> None:
    own = make_sentences(2, 3)
    found = find(("en", LETTER), ("ar", np.vstack([own, translate(LETTER, 3)])))
    first, second = found.to_dict("records")
    assert (first["beside"], second["beside"]) == ("i2", "i1")
    assert read_spans(first["aligned"]) == [(10 * k, 10 * k + 9) for k in range(1, SENTENCES + 1)]
    assert read_spans(first["beside_aligned"]) == [(10 * k, 10 * k + 9) for k in range(4, SENTENCES + 4)]
    assert (second["aligned"], second["beside_aligned"]) == (first["beside_aligned"], first["aligned"])


@pytest.mark.parametrize(
    "other",
    [
        ("en", translate(LETTER, 5)),
        ("ar", translate(LETTER, 5)[::-1]),
        ("ar", translate(LETTER, 5)[:3]),
        ("ar", np.vstack([translate(LETTER, 5)[:4], make_sentences(6, 8)])),
    ],
    ids=["same language", "other order", "three sentences", "a third of it"],
)
def test_letters__that_only_resemble_each_other__are_not_paired(other: tuple[str, np.ndarray]) -> None:
    assert len(find(("en", LETTER), other)) == 0


def test_campaign__with_a_translation__is_one_family_with_all_its_members() -> None:
    rows = [{"campaign_id": "C01", "item_id": f"i{n}", "shared": 0.9, "spans": f"0-{n}"} for n in (1, 2, 3)]
    known = columns.make_frame(rows, columns.CAMPAIGNS)
    copies = [("en", translate(LETTER, n)) for n in (1, 2, 3)]
    found = find(*copies, ("ps", translate(LETTER, 4)), ("so", translate(LETTER, 5)), campaigns=known)
    assert set(found["campaign_id"]) == {"X01"}
    assert sorted(found["item_id"]) == ["i1", "i2", "i3", "i4", "i5"]
    assert dict(zip(found["item_id"], found["spans"], strict=True))["i2"] == "0-2"
    laid = dict(zip(found["item_id"], found["beside"], strict=True))
    assert (laid["i1"], laid["i2"], laid["i4"]) != ("", "", "") and laid["i2"] == laid["i3"] == ""


def test_translated__found_twice__is_the_same() -> None:
    letters = [
        ("en", LETTER),
        ("ar", translate(LETTER, 3)),
        ("uk", make_sentences(4)),
        ("fa", translate(LETTER, 7)),
    ]
    pd.testing.assert_frame_equal(find(*letters), find(*letters))
