"""Which passages two people tag blind: drawn by a hash, so that nobody chooses them, from every language."""

import hashlib
from collections.abc import Iterable

from analysis.errors import WrongSetting

LEAST_SHARE_PCT, MOST_SHARE_PCT = 10, 25


def draw_sample(passages: Iterable[tuple[str, str]], *, share_pct: int, seed: str) -> list[str]:
    """Draw a share of each language's passages (id, language), at least one; in the order to be tagged.

    The same passages and seed give the same sample whatever order they come in; the order says nothing of
    language or respondent. Raises: WrongSetting (A004) where the share is not between 10% and 25%.
    """
    if not LEAST_SHARE_PCT <= share_pct <= MOST_SHARE_PCT:
        raise WrongSetting(setting="share_pct", value=share_pct, reason="it must be between 10 and 25")
    by_language: dict[str, list[str]] = {}
    for segment_id, language in passages:
        by_language.setdefault(language, []).append(segment_id)
    drawn = [one for ids in by_language.values() for one in _draw(ids, share_pct, seed)]
    return sorted(drawn, key=lambda one: _place(one, f"{seed}:order"))


def _draw(ids: list[str], share_pct: int, seed: str) -> list[str]:
    wanted = -(-len(ids) * share_pct // 100)
    return sorted(ids, key=lambda one: _place(one, seed))[:wanted]


def _place(segment_id: str, seed: str) -> tuple[str, str]:
    return hashlib.sha256(f"{seed}\n{segment_id}".encode()).hexdigest(), segment_id
