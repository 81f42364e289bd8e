"""Propose a theme in two: its passages are read, divided by their words, and shown to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.themes.halves import Half, Spoken
from consult.models.analysis import Theme
from consult.queries.themes import count_placements, list_placements, select_placements
from consult.queries.viewer import Viewer
from consult.services.analyses.reading_passages import PassageText, read_passages
from consult.services.keys.key_keeping import AccountKeys

MOST_READ = 2000


@dataclass(frozen=True)
class Halves:
    """A theme in two, as the machine proposes it. unread: how many could not be read, and stay."""

    first: Half
    second: Half
    texts: dict[str, PassageText] = field(repr=False)
    unread: int = 0


def read_for_halves(
    session: Session, viewer: Viewer, theme: Theme, *, keys: AccountKeys | None, now: datetime
) -> tuple[list[PassageText], int]:
    """Read what `find_halves` divides; what is read is on record. Returns: also how many there are."""
    placements = select_placements(viewer, theme)
    placed = list_placements(session, placements, skip=0, most=MOST_READ)
    passages = read_passages(session, viewer, theme, placed, keys=keys, now=now)
    return passages, count_placements(session, placements)


def find_halves(passages: Sequence[PassageText], total: int) -> Halves | None:
    """Divide passages in two by their words; None where there is nothing to divide. Takes no transaction.

    Parts are named by words of returns only: what experiences say never names anything here.
    """
    from analysis.themes.halving import halve  # noqa: PLC0415  (heavy: most of those who look never split)

    spoken = [Spoken(one.segment_id, one.language, one.words, not one.is_account) for one in passages]
    found = halve(spoken)
    if found is None:
        return None
    return Halves(*found, {one.segment_id: one for one in passages}, total - len(passages))
