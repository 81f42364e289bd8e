"""Which texts themes are fitted on: drawn by hash, and of nobody alone many times what others gave.

Why: one long paper among many short answers has most of the passages, and its subjects would leave the others
one theme. Sizes of themes count respondents; so does what themes are made from. All else is assigned after.
"""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from analysis.corpus import Corpus
from analysis.vectors import draw_by_hash

FEWEST_OF_ONE = 20
"""So many texts of one respondent always count."""
TIMES_USUAL = 3
"""So many times as many as half of all respondents gave may be one respondent's."""


def draw_fitted(corpus: Corpus, most: int) -> list[int]:
    """Draw the places of the texts to fit on, in order; at most so many."""
    free = _list_free(corpus)
    drawn = draw_by_hash([corpus.texts[place] for place in free], most)
    return [free[one] for one in drawn]


def _list_free(corpus: Corpus) -> list[int]:
    """List the places without those that are too many of one respondent; what several said is nobody's."""
    alone = defaultdict[str, list[int]](list)
    for place, (opened, sealed) in enumerate(zip(corpus.open, corpus.sealed, strict=True)):
        if len(opened | sealed) == 1:
            alone[next(iter(opened | sealed))].append(place)
    if not alone:
        return list(range(len(corpus.texts)))
    limit = max(FEWEST_OF_ONE, round(TIMES_USUAL * median(map(len, alone.values()))))
    too_many = {place for places in alone.values() for place in _list_others(corpus.texts, places, limit)}
    return [place for place in range(len(corpus.texts)) if place not in too_many]


def _list_others(texts: Sequence[str], places: Sequence[int], limit: int) -> set[int]:
    """List the places that a draw of so many leaves out."""
    kept = draw_by_hash([texts[place] for place in places], limit)
    return set(places) - {places[one] for one in kept}
