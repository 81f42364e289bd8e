"""Suggested codes: what each segment may be about, with a probability and the words that caused it.

Codes of one facet compete within a segment, and even the best of them must have enough to speak for it. No
labels are needed; decisions already made move the scores of the codes they are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis import columns
from analysis.choosing_codes import choose_codes, keep_best
from analysis.codebook import Code, Codebook
from analysis.decisions import Decisions
from analysis.evidence import Texts, find_hits, make_code_vectors, remove_languages, weigh
from analysis.explaining import explain
from analysis.features import fit_words, list_terms
from analysis.learning import Likeness, learn
from analysis.progress import QUIET, Watch
from analysis.vectors import Meaning

_RIVALRY = 0.12
"""How far below the best of its facet the evidence for a code lies when its probability is a third."""
_ENOUGH = 0.22
"""The evidence at which the best code of a facet is as likely right as wrong."""
_SOFTNESS = 0.07
_REST = 0.01
"""The probability of a code for the rest before anybody decided."""

MOST_EACH_FACET = 10
"""How many codes of a facet are suggested for one text: as many as people can be asked to decide about."""


@dataclass(frozen=True)
class TextCodings:
    """For each text (rows) and code (columns): its probability, whether it is suggested, and why.

    left_out: for each text, how many more codes were likely enough, but not among the best of their facet.
    """

    scores: np.ndarray
    suggested: np.ndarray
    because: dict[tuple[int, int], str]
    left_out: np.ndarray


def suggest_codings(
    texts: Texts,
    codebook: Codebook,
    *,
    min_score: float,
    meaning: Meaning | None = None,
    decisions: Decisions | None = None,
    watch: Watch = QUIET,
) -> TextCodings:
    """Propose codes for each text; a person accepts or rejects every one.

    min_score: probability, 0 to 1; less likely codes are never suggested.
    decisions: what people accepted or rejected before; blended in, never replacing the codebook.
    """
    codes = codebook.codes
    hits = find_hits(texts, codes, watch)
    code_vectors = None
    if meaning is not None and texts.vectors is not None:
        code_vectors = make_code_vectors(codes, meaning, watch)
    found = make_probabilities(weigh(texts, codes, hits, code_vectors), codes)
    if decisions is not None and decisions.shares:
        found = learn(found, decisions, codes, _compare_texts(texts))
    scores = columns.round_scores(found)
    likely = list_suggested(scores, codes, min_score)
    suggested = keep_best_each(likely, scores, codes)
    left_out = (likely & ~suggested).sum(axis=1)
    pairs = list(zip(*(places.tolist() for places in np.nonzero(suggested)), strict=True))
    because = explain(texts, codes, hits, code_vectors, pairs, watch)
    for pair in pairs:
        suggested[pair] = bool(because[pair])  # what no word of the text speaks for is not suggested
    return TextCodings(scores, suggested, because, left_out)


def make_probabilities(evidence: np.ndarray, codes: Sequence[Code]) -> np.ndarray:
    """Turn evidence into probabilities: the facet's best by its size, the others by distance from it.

    A code for the rest ("none of the above") gets next to nothing: only decisions can speak for it.
    """
    found = np.full(evidence.shape, _REST)
    for facet in sorted({code.facet for code in codes}):
        places = [place for place, code in enumerate(codes) if code.facet == facet and not code.is_rest]
        best = evidence[:, places].max(axis=1, keepdims=True, initial=-1)
        enough = 1 / (1 + np.exp(-(best - _ENOUGH) / _SOFTNESS))
        found[:, places] = enough * np.exp((evidence[:, places] - best) / _RIVALRY)
    return found


def list_suggested(scores: np.ndarray, codes: Sequence[Code], min_score: float) -> np.ndarray:
    """Mark the codes suggested for each text: within each facet those worth suggesting together."""
    found = scores >= min_score
    for facet in sorted({code.facet for code in codes}):
        places = [place for place, code in enumerate(codes) if code.facet == facet]
        found[:, places] &= choose_codes(scores[:, places])
    return found


def keep_best_each(likely: np.ndarray, scores: np.ndarray, codes: Sequence[Code]) -> np.ndarray:
    """Keep of the codes likely enough for each text the best MOST_EACH_FACET of each facet."""
    kept = likely.copy()
    for facet in sorted({code.facet for code in codes}):
        places = [place for place, code in enumerate(codes) if code.facet == facet]
        kept[:, places] = keep_best(likely[:, places], scores[:, places], MOST_EACH_FACET)
    return kept


def _compare_texts(texts: Texts) -> Likeness:
    terms = [list_terms(text, language) for text, language in zip(texts.texts, texts.languages, strict=True)]
    rows = None if texts.vectors is None else remove_languages(texts.vectors.values, texts.languages)
    return Likeness(rows, fit_words(terms)[1])


def make_codings(
    segments: pd.DataFrame, places: Sequence[int], found: TextCodings, codes: Sequence[Code]
) -> pd.DataFrame:
    """Write the suggestions for each segment, best first; places: which text each segment has."""
    ranked = {text: _rank(found, text) for text in set(places)}
    ids, items = segments["segment_id"].tolist(), segments["item_id"].tolist()
    rows: list[dict[str, Any]] = [
        {
            "segment_id": segment_id,
            "item_id": item_id,
            "code": codes[code].code,
            "score": score,
            "because": found.because[text, code],
        }
        for segment_id, item_id, text in zip(ids, items, places, strict=True)
        for code, score in ranked[text]
    ]
    return columns.make_frame(rows, columns.CODINGS)


def count_left_out(segments: pd.DataFrame, places: Sequence[int], found: TextCodings) -> dict[str, int]:
    """How many suggestions more each segment would have; those with none more are not there."""
    counts = zip(segments["segment_id"].tolist(), found.left_out[list(places)].tolist(), strict=True)
    return {segment_id: count for segment_id, count in counts if count}


def _rank(found: TextCodings, text: int) -> list[tuple[int, float]]:
    """List the codes suggested for a text with their scores, best first."""
    suggested = np.flatnonzero(found.suggested[text])
    pairs = zip(suggested.tolist(), found.scores[text, suggested].tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
