"""The same letter in two languages, by what its sentences mean; always for a person to confirm.

Two letters are laid side by side as rows of centred vectors, one a segment. Sentences that are each other's
nearest, in the same order, are taken for translations. One nearest sentence says little; most of a letter
in order does not happen by chance. Of a campaign one copy stands for all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.shared_spans import write_spans

MIN_ALIGNED = 4
MIN_ALIGNED_SHARE = 2 / 3
MIN_SCORE = 0.3
MIN_LIKENESS = 0.2
MAX_CANDIDATES = 8
_BLOCK = 500


@dataclass(frozen=True)
class Letter:
    """One wording in one language: the items that have it, the first of which is laid beside others."""

    item_ids: tuple[str, ...]
    language: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class _Match:
    first: int
    second: int
    score: float
    pairs: tuple[tuple[int, int], ...]


def find_translated(
    segments: pd.DataFrame,
    places: Sequence[int],
    vectors: np.ndarray,
    languages: Mapping[str, str],
    campaigns: pd.DataFrame,
) -> pd.DataFrame:
    """Find letters that say the same in two languages.

    segments: columns.SEGMENTS. places: the row of vectors of each segment. vectors: centred unit rows.
    languages: by item id. campaigns: columns.CAMPAIGNS.
    Returns: columns.PENDING, numbered X01… from the largest.
    """
    letters = _list_letters(segments, places, languages, campaigns)
    if len({letter.language for letter in letters}) < 2:
        return columns.make_empty(columns.PENDING)
    matches = [
        match
        for first, second in _list_candidates(letters, vectors)
        if (match := _align(letters, first, second, vectors)) is not None
    ]
    return columns.make_frame(_describe(letters, matches, campaigns), columns.PENDING)


def _list_letters(
    segments: pd.DataFrame, places: Sequence[int], languages: Mapping[str, str], campaigns: pd.DataFrame
) -> list[Letter]:
    """List the wordings of enough segments, each once; a campaign's is that of its most typical item."""
    cut: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, place in zip(segments.itertuples(), places, strict=True):
        cut[str(row.item_id)].append((int(row.start), int(row.end), place))
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    known = dict(zip(campaigns["item_id"], campaigns["campaign_id"], strict=True))
    shares = dict(zip(campaigns["item_id"], campaigns["shared"], strict=True))
    for item_id, parts in cut.items():
        found[(known[item_id],) if item_id in known else tuple(place for *_, place in parts)].append(item_id)
    letters = []
    for item_ids in found.values():
        ranked = sorted(item_ids, key=lambda one: -shares.get(one, 1.0))
        parts = cut[ranked[0]]
        if len(parts) >= MIN_ALIGNED:
            spans = tuple((start, end) for start, end, _ in parts)
            rows = tuple(place for *_, place in parts)
            letters.append(Letter(tuple(ranked), languages[ranked[0]], spans, rows))
    return letters


def _list_candidates(letters: list[Letter], vectors: np.ndarray) -> list[tuple[int, int]]:
    """List the pairs (i < j) of letters in two languages that are among the nearest as a whole."""
    means = np.stack([vectors[list(letter.places)].mean(axis=0) for letter in letters])
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    means = means / np.where(lengths > 0, lengths, 1)
    spoken = np.array([letter.language for letter in letters])
    pairs = set()
    for start in range(0, len(letters), _BLOCK):
        rows = slice(start, start + _BLOCK)
        likeness = columns.round_scores(means[rows] @ means.T)
        likeness[spoken[rows, None] == spoken[None, :]] = -1
        nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :MAX_CANDIDATES]
        for row, near in enumerate(nearest.tolist()):
            pairs.update(
                (min(start + row, other), max(start + row, other))
                for other in near
                if likeness[row, other] >= MIN_LIKENESS
            )
    return sorted(pairs)


def _align(letters: list[Letter], first: int, second: int, vectors: np.ndarray) -> _Match | None:
    """Pair the sentences of two letters that are each other's nearest and in the same order."""
    one, other = letters[first].places, letters[second].places
    likeness = columns.round_scores(vectors[list(one)] @ vectors[list(other)].T)
    there, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    mutual = [(place, int(near)) for place, near in enumerate(there) if back[near] == place]
    pairs = _keep_in_order(mutual)
    share = len(pairs) / min(len(one), len(other))
    if len(pairs) < MIN_ALIGNED or share < MIN_ALIGNED_SHARE:
        return None
    mean = float(np.mean([likeness[pair] for pair in pairs]))
    score = min(1.0, max(0.0, float(columns.round_scores(share * mean))))
    return _Match(first, second, score, tuple(pairs)) if score >= MIN_SCORE else None


def _keep_in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest chain of pairs that goes on in both letters."""
    ends, last, before = list[int](), list[int](), list[int]()
    for place, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [other], [place]
    chain, place = list[tuple[int, int]](), last[-1] if last else -1
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]


def _describe(
    letters: list[Letter], matches: list[_Match], campaigns: pd.DataFrame
) -> list[dict[str, object]]:
    """Give each family of letters a number, the largest first, and each item where it is the same."""
    own_spans = dict(zip(campaigns["item_id"], campaigns["spans"], strict=True))
    best: dict[int, tuple[float, tuple[int, ...]]] = {}
    for match in sorted(matches, key=lambda one: (-one.score, one.first, one.second)):
        best.setdefault(match.first, (match.score, tuple(pair[0] for pair in match.pairs)))
        best.setdefault(match.second, (match.score, tuple(pair[1] for pair in match.pairs)))
    rows = []
    for number, family in enumerate(_list_families(letters, matches), start=1):
        for place in family:
            score, aligned = best[place]
            spans = write_spans(letters[place].spans[n] for n in aligned)
            for item_id in letters[place].item_ids:
                row = {"campaign_id": f"X{number:02d}", "item_id": item_id}
                rows.append(row | {"shared": score, "spans": own_spans.get(item_id, spans)})
    return rows


def _list_families(letters: list[Letter], matches: list[_Match]) -> list[list[int]]:
    """Join letters that are matched, the families of most items first."""
    family = {place: {place} for match in matches for place in (match.first, match.second)}
    for match in matches:
        joined = family[match.first] | family[match.second]
        family.update(dict.fromkeys(joined, joined))
    different = {min(one): sorted(one) for one in family.values()}
    return sorted(different.values(), key=lambda one: (-_count_items(letters, one), one[0]))


def _count_items(letters: list[Letter], family: list[int]) -> int:
    return sum(len(letters[place].item_ids) for place in family)
