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
from analysis.codebook import Code, Codebook
from analysis.decisions import Decisions, make_adjustments
from analysis.evidence import Texts, find_hits, make_code_vectors, weigh
from analysis.explaining import explain
from analysis.progress import QUIET, Watch
from analysis.vectors import Meaning

_RIVALRY = 0.12
"""How far below the best of its facet the evidence for a code lies when its probability is a third."""
_ENOUGH = 0.22
"""The evidence at which the best code of a facet is as likely right as wrong."""
_SOFTNESS = 0.07


@dataclass(frozen=True)
class TextCodings:
    """For each text (rows) the probability of each code (columns), and the words behind the likely ones."""

    scores: np.ndarray
    because: dict[tuple[int, int], str]


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

    min_score: probability, 0 to 1; reasons are given for the pairs that reach it.
    decisions: what people accepted or rejected before; blended in, never replacing the codebook.
    """
    codes = codebook.codes
    hits = find_hits(texts, codes, watch)
    code_vectors = None
    if meaning is not None and texts.vectors is not None:
        code_vectors = make_code_vectors(codes, meaning, watch)
    found = weigh(texts, codes, hits, code_vectors)
    if decisions is not None and texts.vectors is not None:
        found += make_adjustments(decisions, texts.vectors.values, codes)
    scores = columns.round_scores(make_probabilities(found, [code.facet for code in codes]))
    pairs = list(zip(*(places.tolist() for places in np.nonzero(scores >= min_score)), strict=True))
    return TextCodings(scores, explain(texts, codes, hits, code_vectors, pairs, watch))


def make_probabilities(evidence: np.ndarray, facets: Sequence[str]) -> np.ndarray:
    """Turn evidence into probabilities: the facet's best by its size, the others by distance from it."""
    found = np.zeros_like(evidence)
    for facet in sorted(set(facets)):
        places = [place for place, name in enumerate(facets) if name == facet]
        best = evidence[:, places].max(axis=1, keepdims=True, initial=-1)
        enough = 1 / (1 + np.exp(-(best - _ENOUGH) / _SOFTNESS))
        found[:, places] = enough * np.exp((evidence[:, places] - best) / _RIVALRY)
    return found


def make_codings(
    segments: pd.DataFrame, places: Sequence[int], found: TextCodings, codes: Sequence[Code], min_score: float
) -> pd.DataFrame:
    """Write the suggestions for each segment, best first; places: which text each segment has."""
    rows: list[dict[str, Any]] = []
    for segment_id, item_id, text in zip(segments["segment_id"], segments["item_id"], places, strict=True):
        for code in _list_likely(found.scores[text], min_score):
            name, because = codes[code].code, found.because[text, code]
            score = found.scores[text, code]
            row = {"segment_id": segment_id, "item_id": item_id, "code": name}
            rows.append(row | {"score": score, "because": because})
    return columns.make_frame(rows, columns.CODINGS)


def _list_likely(scores: np.ndarray, min_score: float) -> list[int]:
    likely = np.flatnonzero(scores >= min_score).tolist()
    return sorted(likely, key=lambda code: (-scores[code], code))
