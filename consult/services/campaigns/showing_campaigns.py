"""Show shared wording: each group with its wording and size, and one group with its members."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.campaign_kinds import CampaignKind, find_kind
from consult.queries.campaigns import Member, get_members, list_decisions, list_members
from consult.queries.channels import find_open
from consult.queries.viewer import Viewer
from consult.services.campaigns.campaign_members import Decided, MemberShown, name_decision, show_members
from consult.services.campaigns.settling_campaigns import find_standing
from consult.services.campaigns.showing_letters import SideBySide, show_side_by_side
from consult.services.concerns.stopping_readers import find_kept_away
from consult.services.keys.key_keeping import AccountKeys

PAGE_SIZE = 20


@dataclass(frozen=True)
class GroupShown:
    """A group: how many responses it has, also without the open form of experiences; how many count as
    shared, how many have words of their own.

    sample: a member by whose words it can be known, if one may be shown.
    """

    key: str
    kind: CampaignKind
    responses: int
    without_open: int
    counted: int
    own: int
    decided: Decided | None
    sample: MemberShown | None = None


@dataclass(frozen=True)
class GroupPage:
    """One page of a group's members; `hidden` cannot be shown now (locked, withdrawn or changed).

    kept_away: how many of the page somebody else has to read. letters: of two languages, on the first page.
    """

    group: GroupShown
    members: tuple[MemberShown, ...]
    hidden: int
    kept_away: int
    page: int
    page_count: int
    letters: tuple[SideBySide, ...] = ()


def show_campaigns(
    session: Session, viewer: Viewer, run: AnalysisRun, *, keys: AccountKeys | None, now: datetime
) -> list[GroupShown]:
    """List the groups of a run, the largest first, each with the most typical wording."""
    groups: dict[str, list[Member]] = {}
    for member in list_members(session, viewer, run.id):
        groups.setdefault(member.key, []).append(member)
    kept_away = _find_kept_away(session, viewer, chain(*groups.values()), keys)
    chosen = [_choose_sample(members, kept_away) for members in groups.values()]
    samples = [one for one in chosen if one is not None]
    read = show_members(session, viewer, run, samples, keys, now)
    shown = {one.key: words for one, words in zip(samples, read, strict=True)}
    by_open = find_open(session, viewer, run.consultation_id)
    found = [_describe(session, run, by_open, members, shown.get(key)) for key, members in groups.items()]
    return sorted(found, key=lambda one: (-one.responses, one.key))


def show_campaign(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    key: str,
    *,
    page: int,
    keys: AccountKeys | None,
    now: datetime,
) -> GroupPage:
    """Read one page of a group's members. Raises: NotFound (C402)."""
    members = get_members(session, viewer, run.id, key)
    page_count = max(1, -(-len(members) // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    placed = members[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    kept_away = _find_kept_away(session, viewer, placed, keys)
    own = [one for one in placed if one.response_id not in kept_away]
    shown = [one for one in show_members(session, viewer, run, own, keys, now) if one is not None]
    group = _describe(session, run, find_open(session, viewer, run.consultation_id), members, None)
    letters = _show_letters(session, viewer, run, members, keys, now) if page == 1 else ()
    left_out = {"hidden": len(own) - len(shown), "kept_away": len(placed) - len(own)}
    return GroupPage(group, tuple(shown), **left_out, page=page, page_count=page_count, letters=letters)


def _show_letters(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    members: Sequence[Member],
    keys: AccountKeys | None,
    now: datetime,
) -> tuple[SideBySide, ...]:
    laid = [one for one in members if one.beside]
    kept_away = _find_kept_away(session, viewer, members, keys) if laid else set()
    return tuple(show_side_by_side(session, viewer, run, members, kept_away, keys, now)) if laid else ()


def _find_kept_away(
    session: Session, viewer: Viewer, members: Iterable[Member], keys: AccountKeys | None
) -> set[str]:
    """Members are shown whole, so not to staff whom the person keeps away."""
    return find_kept_away(session, viewer, {one.response_id for one in members}, keys=keys)


def _choose_sample(members: Sequence[Member], kept_away: Collection[str]) -> Member | None:
    """The most typical one that this member of staff may read."""
    return next((one for one in members if one.response_id not in kept_away), None)


def _describe(
    session: Session,
    run: AnalysisRun,
    by_open: Collection[str],
    members: Sequence[Member],
    sample: MemberShown | None,
) -> GroupShown:
    key, responses = members[0].key, {one.response_id for one in members}
    decisions = list_decisions(session, run.consultation_id)
    standing = find_standing({key: {one.answer_id for one in members}}, decisions).get(key)
    return GroupShown(
        key=key,
        kind=find_kind(key),
        responses=len(responses),
        without_open=len(responses.difference(by_open)),
        counted=len({one.response_id for one in members if one.is_counted}),
        own=len({one.response_id for one in members if one.has_own}),
        decided=name_decision(session, standing),
        sample=sample,
    )
