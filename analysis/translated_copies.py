"""The same letter in two languages, by what its sentences mean; always for a person to confirm.

Each language's mean is out of the vectors. Of a campaign one copy stands for all.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import columns
from analysis.campaigns import SharedWording
from analysis.corpus import Corpus
from analysis.letters_side_by_side import MIN_ALIGNED, Letter, Match, match_letters, turn
from analysis.pending_columns import NOTHING_BESIDE, PENDING
from analysis.shared_spans import write_spans
from analysis.vectors import Vectors


def find_translated(
    segments: pd.DataFrame,
    places: Sequence[int],
    vectors: np.ndarray,
    campaigns: pd.DataFrame,
) -> pd.DataFrame:
    """Find letters that say the same in two languages.

    segments: columns.SEGMENTS. places: the row of vectors of each segment. vectors: centred unit rows.
    campaigns: columns.CAMPAIGNS.
    Returns: PENDING, numbered X01… from the largest.
    """
    letters = _list_letters(segments, places, campaigns)
    if len({letter.language for letter in letters}) < 2:
        return columns.make_empty(PENDING)
    matches = match_letters(letters, vectors)
    return columns.make_frame(_describe(letters, matches, campaigns), PENDING)


def add_translated(
    shared: SharedWording,
    segments: pd.DataFrame,
    corpus: Corpus,
    vectors: Vectors | None,
) -> pd.DataFrame:
    """Add letters in two languages to what waits for a person; without vectors there is nothing to add."""
    if vectors is None:
        return shared.pending
    found = find_translated(segments, corpus.places, vectors.values, shared.campaigns)
    both = [one for one in (shared.pending, found) if len(one)]
    return columns.check(pd.concat(both), PENDING) if both else shared.pending


def _list_letters(segments: pd.DataFrame, places: Sequence[int], campaigns: pd.DataFrame) -> list[Letter]:
    """List the wordings of enough segments, each once; a campaign's is that of its most typical item."""
    cut: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    spoken: dict[str, list[str]] = defaultdict(list)
    parts_of = (segments[name].tolist() for name in ("item_id", "start", "end", "language"))
    for item_id, start, end, language, place in zip(*parts_of, places, strict=True):
        cut[item_id].append((start, end, place))
        spoken[item_id].append(language)
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
            letters.append(Letter(tuple(ranked), _find_commonest(spoken[ranked[0]]), spans, rows))
    return letters


def _find_commonest(languages: Sequence[str]) -> str:
    counts = Counter(languages)
    return min(counts, key=lambda language: (-counts[language], language))


def _describe(
    letters: list[Letter], matches: list[Match], campaigns: pd.DataFrame
) -> list[dict[str, object]]:
    """Give each family of letters a number, the largest first, and each item where it is the same."""
    own_spans = dict(zip(campaigns["item_id"], campaigns["spans"], strict=True))
    best: dict[int, Match] = {}
    for match in sorted(matches, key=lambda one: (-one.score, one.first, one.second)):
        best.setdefault(match.first, match)
        best.setdefault(match.second, turn(match))
    rows: list[dict[str, object]] = []
    for number, family in enumerate(_list_families(letters, matches), start=1):
        for place in family:
            match = best[place]
            spans = write_spans(letters[place].spans[n] for n, _ in match.pairs)
            for item_id in letters[place].item_ids:
                row = {"campaign_id": f"X{number:02d}", "item_id": item_id, "shared": match.score}
                rows.append(row | {"spans": own_spans.get(item_id, spans)} | NOTHING_BESIDE)
            first = rows[-len(letters[place].item_ids)]
            other = letters[match.second]
            first |= {"beside": other.item_ids[0], "aligned": spans}
            first["beside_aligned"] = write_spans(other.spans[n] for _, n in match.pairs)
    return rows


def _list_families(letters: list[Letter], matches: list[Match]) -> list[list[int]]:
    """Join letters that are matched, the families of most items first."""
    family = {place: {place} for match in matches for place in (match.first, match.second)}
    for match in matches:
        joined = family[match.first] | family[match.second]
        family.update(dict.fromkeys(joined, joined))
    different = {min(one): sorted(one) for one in family.values()}
    return sorted(different.values(), key=lambda one: (-_count_items(letters, one), one[0]))


def _count_items(letters: list[Letter], family: list[int]) -> int:
    return sum(len(letters[place].item_ids) for place in family)
