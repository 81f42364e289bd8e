"""Divide the passages of one theme in two, for a person to look at and confirm."""

from collections.abc import Sequence

import numpy as np
from sklearn.cluster import KMeans

from analysis.features import forget_texts, list_terms
from analysis.themes.candidates import Candidate
from analysis.themes.halves import Half, Spoken
from analysis.themes.labels import make_labels, name_themes
from analysis.themes.phrases import list_runs
from analysis.themes.space import Described, fit_space

_DECIMALS = 6
_FEWEST = 2
_PHRASES = 6
_STARTS = 10


def halve(passages: Sequence[Spoken]) -> tuple[Half, Half] | None:
    """Divide passages in two by their words, the larger part first; None where they cannot be divided."""
    ordered = sorted(passages, key=lambda one: (one.text, one.language, one.id))
    terms = [list_terms(one.text, one.language) for one in ordered]
    try:
        if len({tuple(found) for found in terms if found}) < _FEWEST:
            return None
        return _divide(ordered, terms)
    finally:
        forget_texts()


def _divide(ordered: Sequence[Spoken], terms: list[list[str]]) -> tuple[Half, Half] | None:
    texts = Described(terms, [one.language for one in ordered], None)
    rows = np.round(fit_space(texts).place(texts), _DECIMALS)
    if len(np.unique(rows, axis=0)) < _FEWEST:  # they differ in words that nobody else has
        return None
    fitted = KMeans(2, n_init=_STARTS, random_state=0).fit(rows)
    groups = fitted.labels_.astype(int)
    sizes = np.bincount(groups, minlength=2)
    if sizes.min() == 0:
        return None
    near = np.round(fitted.transform(rows)[np.arange(len(rows)), groups], _DECIMALS)
    names = name_themes(_list_candidates(ordered), terms, groups, 2, _PHRASES, frozenset())
    labels = make_labels(names)
    halves = [
        Half(
            labels[group],
            names[group].phrases,
            tuple(ordered[row].id for row in np.argsort(near, kind="stable") if groups[row] == group),
        )
        for group in (0, 1)
    ]
    first, second = sorted(halves, key=lambda half: (-len(half.ids), half.label))
    return first, second


def _list_candidates(ordered: Sequence[Spoken]) -> list[Candidate]:
    """Phrases of open passages, each in its first spelling."""
    found: dict[str, tuple[str, int, set[int]]] = {}
    for row, one in enumerate(ordered):
        for phrase in list_runs(one.text, one.language) if one.is_open else ():
            found.setdefault(phrase.key, (phrase.shown, phrase.words, set()))[2].add(row)
    return [
        Candidate(key, shown, words, frozenset(rows)) for key, (shown, words, rows) in sorted(found.items())
    ]
