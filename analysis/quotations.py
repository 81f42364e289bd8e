"""Quotations chosen from candidate segments: varied voices, none with unsettled personal data.

A proposal only: a person picks from it, and consent is checked again where a quotation is used.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.errors import WrongSetting
from analysis.scripts import is_unspaced
from analysis.text import list_forms

MIN_WORDS = 6
MAX_WORDS = 60
MAX_SHARED_WORDS = 0.5
WORDS_A_CHARACTER = 6 / 11
"""A character of a script without spaces is a word by itself, and says a little more than half of one."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """A candidate and what makes it one voice among others."""

    row: int
    segment_id: str
    respondent_id: str
    group: str
    campaign_id: str
    words: frozenset[str]


def choose_quotations(
    candidates: pd.DataFrame,
    *,
    limit: int,
    min_words: int = MIN_WORDS,
    max_words: int = MAX_WORDS,
    sides: Sequence[Collection[str]] = (),
    kept: Collection[str] = (),
) -> pd.DataFrame:
    """Choose at most `limit` segments to quote, in the order to show them.

    Every group speaks once, by its best candidate, before any speaks twice; groups with the most respondents
    come first, so that a limit below their number leaves out the smallest. One for each respondent, at most
    one for each campaign, and none that shares half its words with one already chosen.

    candidates: columns.CANDIDATES. sides: segments of each view that is to be heard, the first the usual one.
    While there are places, one is for each; where there are no more places than groups it speaks for its
    group. Those of a later side are shown after all others. kept: segments that are chosen already; beside
    them each group that is not heard yet may speak once.
    Returns: columns.CANDIDATES. Raises: WrongSetting (A004).
    """
    if limit < 1 or not 1 <= min_words <= max_words:
        raise WrongSetting(setting="quotations", value=limit, reason="limits must be positive and in order")
    scores, order = _rank(candidates)
    voices = list(_list_voices(candidates, order, min_words, max_words))
    groups = _list_groups(voices)
    chosen = [voice for voice in voices if voice.segment_id in kept]
    if limit > 1 and not kept:
        _add_sides(sides, voices, groups, chosen, limit)
    apart = [voice for voice in chosen if _find_side(voice, sides)] if limit > len(groups) else []
    heard = {voice.group for voice in chosen if voice not in apart}
    for group in groups:
        if group not in heard:
            _add_first([voice for voice in voices if voice.group == group], chosen, limit)
    while not kept and _add_first(voices, chosen, limit):
        pass
    chosen.sort(key=lambda voice: _find_side(voice, sides))
    rows = [voice.row for voice in chosen]
    return candidates.assign(score=scores).iloc[rows].reset_index(drop=True)


def list_fitting(
    candidates: pd.DataFrame, *, min_words: int = MIN_WORDS, max_words: int = MAX_WORDS
) -> set[str]:
    """List the segments that stand by themselves: neither too short nor too long, no personal data."""
    every = range(len(candidates))
    return {voice.segment_id for voice in _list_voices(candidates, every, min_words, max_words)}


def is_of_fit_length(text: str, *, min_words: int = MIN_WORDS, max_words: int = MAX_WORDS) -> bool:
    """Say whether a passage is neither too short nor too long to be quoted."""
    return _are_fit(list_forms(text), min_words, max_words)


def _are_fit(words: list[str], min_words: int, max_words: int) -> bool:
    return min_words <= len(words) and _measure(words) <= max_words


def _rank(candidates: pd.DataFrame) -> tuple[np.ndarray, list[int]]:
    """Give the scores as compared, and the places of the rows: the best first, ties by segment id."""
    scores = columns.round_scores(candidates["score"])
    places = list(zip((-scores).tolist(), candidates["segment_id"].tolist(), strict=True))
    return scores, sorted(range(len(places)), key=places.__getitem__)


def _list_voices(
    candidates: pd.DataFrame, order: Iterable[int], min_words: int, max_words: int
) -> Iterator[_Voice]:
    """List what may be quoted, in this order of rows."""
    names = ("segment_id", "respondent_id", "group", "campaign_id", "text", "has_identifiers")
    told = [candidates[name].tolist() for name in names]
    for row in order:
        segment, respondent, group, campaign, text, unsettled = (cells[row] for cells in told)
        words = [] if unsettled else list_forms(text)
        if not unsettled and _are_fit(words, min_words, max_words):
            yield _Voice(row, segment, respondent, group, campaign, frozenset(words))


def _measure(words: list[str]) -> float:
    """How long a passage is, in words of a script with spaces."""
    characters = sum(1 for word in words if is_unspaced(word))
    return len(words) - characters + characters * WORDS_A_CHARACTER


def _list_groups(voices: list[_Voice]) -> list[str]:
    """List groups by falling number of respondents, ties by name."""
    speakers = {voice.respondent_id: voice.group for voice in reversed(voices)}
    sizes = Counter(speakers.values())
    return sorted(sizes, key=lambda group: (-sizes[group], group))


def _add_sides(
    sides: Sequence[Collection[str]],
    voices: list[_Voice],
    groups: list[str],
    chosen: list[_Voice],
    limit: int,
) -> None:
    """Let each side speak: the usual one by its best of the largest group, each other by its best."""
    places = {group: place for place, group in enumerate(groups)}
    by_group = sorted(voices, key=lambda voice: places.get(voice.group, len(places)))
    for number, side in enumerate(sides):
        own = (voice for voice in (voices if number else by_group) if voice.segment_id in side)
        _add_first(own, chosen, limit)


def _find_side(voice: _Voice, sides: Sequence[Collection[str]]) -> int:
    """The side that a voice is of; 0 for the usual one and for whoever is of none."""
    return next((number for number, side in enumerate(sides) if voice.segment_id in side), 0)


def _add_first(voices: Iterable[_Voice], chosen: list[_Voice], limit: int) -> bool:
    """Add the best voice that is unlike those chosen; say whether there was one."""
    found = next((voice for voice in voices if _is_new(voice, chosen)), None)
    if found is None or len(chosen) >= limit:
        return False
    chosen.append(found)
    return True


def _is_new(voice: _Voice, chosen: list[_Voice]) -> bool:
    return not any(
        voice.respondent_id == other.respondent_id
        or (voice.campaign_id and voice.campaign_id == other.campaign_id)
        or _share_words(voice.words, other.words) > MAX_SHARED_WORDS
        for other in chosen
    )


def _share_words(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)
