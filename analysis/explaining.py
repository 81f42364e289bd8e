"""The words behind each suggested code: shared ones, else those the meaning leans on."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from analysis.codebook import Code
from analysis.evidence import Texts, list_described
from analysis.features import list_lemmas
from analysis.letters import LetterModel
from analysis.phrase_hits import Hit
from analysis.progress import Watch
from analysis.reasons import STEP, find_pulling_words, find_shared_words, list_content, measure_pulls

Pair = tuple[int, int]
"""A text and a code, by their places."""
_BATCH = 2_000


def explain(
    texts: Texts,
    codes: Sequence[Code],
    hits: Sequence[Sequence[Hit]],
    code_vectors: np.ndarray | None,
    pairs: Sequence[Pair],
    watch: Watch,
) -> dict[Pair, str]:
    """Give the words behind each pair of text and code: shared ones, else those the meaning leans on."""
    described = [list_described(code) for code in codes]
    because: dict[Pair, str] = {}
    for batch in watch.go_through(STEP, pairs, _BATCH):
        for place, same in groupby(batch, key=itemgetter(0)):
            lemmas = list_lemmas(texts.texts[place], texts.languages[place])
            for _, code in same:
                found = [hit for hit in hits[place] if hit.code_place == code]
                shared = find_shared_words(texts.texts[place], lemmas, found, described[code])
                because[place, code] = shared
    without = [pair for pair in pairs if not because[pair]]
    letters = texts.vectors.letters if texts.vectors is not None else None
    if letters is not None and code_vectors is not None:
        because |= _find_leaning(texts, without, letters, code_vectors, watch)
    return because


def _find_leaning(
    texts: Texts, pairs: Sequence[Pair], letters: LetterModel, code_vectors: np.ndarray, watch: Watch
) -> dict[Pair, str]:
    codes_of: dict[int, list[int]] = {}
    for place, code in pairs:
        codes_of.setdefault(place, []).append(code)
    spans = {place: list_content(texts.texts[place], texts.languages[place]) for place in codes_of}
    pulls = measure_pulls(
        [(texts.texts[place], spans[place]) for place in codes_of], letters, code_vectors, watch
    )
    return {
        (place, code): find_pulling_words(texts.texts[place], spans[place], pulls, code)
        for place, code in pairs
    }
