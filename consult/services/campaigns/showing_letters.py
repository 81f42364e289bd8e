"""Letters in two languages, sentence beside sentence, for whoever has to say whether they are the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.queries.campaigns import Member
from consult.queries.viewer import Viewer
from consult.services.campaigns.campaign_members import MemberShown, show_members
from consult.services.keys.key_keeping import AccountKeys

MOST_LETTERS = 3
"""Pairs of letters shown; a letter that was sent in four languages has as many."""
MOST_TRIED = 30
"""Pairs tried for those to show: where nearly all are locked or changed, a page does not read for long."""


@dataclass(frozen=True)
class SideBySide:
    """Two letters in their languages. rows: sentences that stand for each other, in order."""

    language: str
    other_language: str
    rows: tuple[tuple[str, str], ...] = field(repr=False)


def show_side_by_side(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    members: Sequence[Member],
    kept_away: Collection[str],
    keys: AccountKeys | None,
    now: datetime,
) -> list[SideBySide]:
    """Read the pairs of letters of a group that this member of staff may read now, on record as members are.

    Nothing is shown where one of the two is locked, withdrawn, changed since, or for somebody else to read.
    """
    known = {one.answer_id: one for one in members if one.response_id not in kept_away}
    laid: dict[frozenset[str], tuple[Member, Member]] = {}
    for one in known.values():
        if (other := known.get(one.beside)) is not None:
            laid.setdefault(frozenset({one.answer_id, other.answer_id}), _cut(one, other))
    found, left = list[SideBySide](), list(laid.values())[:MOST_TRIED]
    while left and len(found) < MOST_LETTERS:
        wanted = MOST_LETTERS - len(found)
        asked, left = [one for pair in left[:wanted] for one in pair], left[wanted:]
        read = show_members(session, viewer, run, asked, keys, now)
        pairs = zip(read[::2], read[1::2], strict=True)
        found += [_describe(one, other) for one, other in pairs if one is not None and other is not None]
    return found


def _cut(one: Member, other: Member) -> tuple[Member, Member]:
    """Both, with the parts that stand for each other as what they share."""
    own, theirs = tuple(pair[0] for pair in one.pairs), tuple(pair[1] for pair in one.pairs)
    return replace(one, spans=own), replace(other, spans=theirs)


def _describe(one: MemberShown, other: MemberShown) -> SideBySide:
    own, theirs = ([part.words for part in shown.parts if part.is_shared] for shown in (one, other))
    return SideBySide(one.language, other.language, tuple(zip(own, theirs, strict=True)))
