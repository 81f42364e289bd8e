"""Weights of terms and directions of rows are those of scikit-learn to the last digit, without loading it."""

from random import Random

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.features import fit_words
from analysis.letters import list_runs
from analysis.term_weights import fit_weights
from analysis.themes.directions import find_main, find_sampled
from tests.unit.analysis.hostile_texts import ARABIC, FORMULAS, MARKUP, PLAIN, WELSH

TEXTS = [" ".join(Random(n).choices([*PLAIN, *WELSH, *ARABIC, *MARKUP, *FORMULAS], k=3)) for n in range(60)]
TERMS = [text.lower().split() for text in TEXTS]
OTHERS = [["rent", "rent", "never-met"], [], *(terms[::-1] for terms in TERMS[:5])]


def make_theirs(**given: object) -> TfidfVectorizer:
    """Make theirs, as it was used before."""
    return TfidfVectorizer(sublinear_tf=True, **given)


def are_same(one: csr_matrix, other: csr_matrix) -> bool:
    """Whether two matrices hold the same in the same order, to the last digit."""
    parts = ("data", "indices", "indptr")
    return one.shape == other.shape and all(
        np.array_equal(getattr(one, part), getattr(other, part)) for part in parts
    )


@pytest.mark.parametrize("least", [1, 2])
def test_weights__of_terms__are_those_of_scikit_learn(least: int) -> None:
    theirs = make_theirs(analyzer=lambda terms: terms, min_df=least)
    rows = theirs.fit_transform(TERMS)
    found = fit_weights(TERMS, min_texts=least)
    assert found is not None and rows.shape[1] > 20
    assert are_same(found[1], rows) and are_same(found[0].weigh(OTHERS), theirs.transform(OTHERS))


@pytest.mark.parametrize("most", [60_000, 300])
def test_weights__of_runs_of_letters__are_those_of_scikit_learn(most: int) -> None:
    theirs = make_theirs(analyzer="char_wb", ngram_range=(2, 5), min_df=2, max_features=most)
    rows = theirs.fit_transform(TEXTS)
    found = fit_weights([list_runs(text) for text in TEXTS], min_texts=2, most=most)
    assert found is not None and rows.shape[1] == min(most, rows.shape[1])
    assert are_same(found[1], rows)
    assert are_same(found[0].weigh([list_runs(text) for text in PLAIN]), theirs.transform(PLAIN))


@pytest.mark.parametrize("terms", [[[]], [[], []], [["a"], []], [["a"], ["b"]]], ids=str)
def test_words__without_terms_that_two_texts_have__give_a_row_each(terms: list[list[str]]) -> None:
    weights, rows = fit_words(terms, min_texts=2)
    assert rows.shape == (len(terms), len(weights.columns)) and rows.shape[1]
    assert np.array_equal(np.diff(rows.indptr), [len(found) for found in terms])


@pytest.mark.parametrize("wide", [True, False])
def test_directions__of_sparse_rows__are_those_of_scikit_learn(wide: bool) -> None:
    rows = make_theirs(analyzer=lambda terms: terms).fit_transform(TERMS)
    rows = rows if wide else rows[:, :40]
    theirs, ours = TruncatedSVD(6, random_state=0).fit(rows), find_sampled(rows, 6)
    assert (rows.shape[0] < rows.shape[1]) == wide
    assert np.array_equal(ours.place(rows), theirs.transform(rows))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_directions__of_vectors__are_those_of_scikit_learn(kind: type) -> None:
    rows = np.random.default_rng(1).normal(size=(200, 24)).astype(kind)
    theirs = PCA(5, svd_solver="covariance_eigh").fit(rows)
    assert np.array_equal(find_main(rows, 5).place(rows), theirs.transform(rows))
