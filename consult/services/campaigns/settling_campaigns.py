"""Decide about shared wording, and work out which answers count as shared: the machine's groups by decisions.

A decision is a record of its own and never overwritten. A later run's group is the one decided about where it
is of the same sort and has most of the answers that the group had then.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun
from consult.models.campaign_kinds import COUNTED_AT_ONCE, CampaignKind, CampaignVerdict, find_kind
from consult.models.campaigns import CampaignDecision, CampaignMember, DecidedMember
from consult.models.locking import lock_name
from consult.queries.campaigns import get_members, list_decisions
from consult.queries.viewer import Viewer
from consult.services import auditing

# Of the groups that an answer is in, the first that counts: a letter in two languages holds its campaigns.
FIRST_TO_COUNT = (
    CampaignKind.TRANSLATED,
    CampaignKind.CAMPAIGN,
    CampaignKind.SHORT,
    CampaignKind.NEAR_DUPLICATES,
)
SAME_SORT = {CampaignKind.NEAR_DUPLICATES: CampaignKind.CAMPAIGN}
"""Two near-duplicates are a campaign once a third comes."""

Groups = Mapping[str, Mapping[str, CampaignMember]]


def decide_campaign(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    key: str,
    verdict: CampaignVerdict,
    *,
    staff_id: str,
    now: datetime,
    answer_id: str | None = None,
) -> CampaignDecision:
    """Confirm or refuse a group, or one answer of it; undecided takes a decision back.

    Raises: NotFound (C402) for a group that the viewer sees nothing of, or an answer that is not in it.
    """
    lock_name(session, f"campaigns:{run.consultation_id}")
    seen = {one.answer_id for one in get_members(session, viewer, run.id, key)}
    if answer_id is not None and answer_id not in seen:
        raise NotFound("C402")
    decision = CampaignDecision(
        consultation_id=run.consultation_id,
        key=key,
        answer_id=answer_id,
        verdict=verdict,
        staff_id=staff_id,
        at=now,
        members=[DecidedMember(answer_id=one) for one in sorted(_group(session, run.id)[key])],
    )
    session.add(decision)
    session.flush()
    count_shared(session, run)
    auditing.record(
        session,
        actor=staff_id,
        action="shared wording decided",
        subject_kind="campaign_decision",
        subject_id=decision.id,
        details={"key": key, "verdict": verdict.value, "one_answer": answer_id is not None},
        now=now,
    )
    return decision


def count_shared(session: Session, run: AnalysisRun) -> None:
    """Work out of every member of a run's groups whether it counts as shared, by the decisions so far."""
    groups = _group(session, run.id)
    counted = list_counted(groups, list_decisions(session, run.consultation_id))
    for key, members in groups.items():
        for answer_id, member in members.items():
            member.is_counted = (key, answer_id) in counted
    session.flush()


def list_counted(
    groups: Mapping[str, Collection[str]], decisions: Collection[CampaignDecision]
) -> set[tuple[str, str]]:
    """Which answers of these groups count as shared wording, each in one group at most: group and answer."""
    standing = find_standing(groups, decisions)
    refused = find_refused(decisions)
    taken: set[str] = set()
    counted: set[tuple[str, str]] = set()
    for key in sorted(groups, key=lambda one: (FIRST_TO_COUNT.index(find_kind(one)), one)):
        last = standing.get(key)
        if _counts(key, last.verdict if last else CampaignVerdict.UNDECIDED):
            left = {one for one in groups[key] if (sort_of(key), one) not in refused} - taken
            taken |= left
            counted |= {(key, answer_id) for answer_id in left}
    return counted


def find_standing(
    groups: Mapping[str, Collection[str]], decisions: Collection[CampaignDecision]
) -> dict[str, CampaignDecision]:
    """Map each group that somebody decided about to the last decision; those about one answer are apart."""
    found = dict[str, CampaignDecision]()
    for decision in decisions:
        then = {one.answer_id for one in decision.members}
        for key, members in groups.items():
            is_same = sort_of(key) is sort_of(decision.key) and 2 * len(then & set(members)) > len(then)
            if decision.answer_id is None and is_same:
                found[key] = decision
    return found


def find_refused(
    decisions: Collection[CampaignDecision],
) -> dict[tuple[CampaignKind, str], CampaignDecision]:
    """Map the answers that somebody took out of a sort of group to the decision."""
    last = {(sort_of(one.key), one.answer_id): one for one in decisions if one.answer_id is not None}
    return {place: one for place, one in last.items() if one.verdict is CampaignVerdict.REFUSED}


def sort_of(key: str) -> CampaignKind:
    """The sort of a group, in which a decision goes on."""
    kind = find_kind(key)
    return SAME_SORT.get(kind, kind)


def _counts(key: str, verdict: CampaignVerdict) -> bool:
    if verdict is CampaignVerdict.UNDECIDED:
        return find_kind(key) in COUNTED_AT_ONCE
    return verdict is CampaignVerdict.CONFIRMED


def _group(session: Session, run_id: str) -> dict[str, dict[str, CampaignMember]]:
    groups: dict[str, dict[str, CampaignMember]] = defaultdict(dict)
    wanted = select(CampaignMember).where(CampaignMember.run_id == run_id)
    for one in session.scalars(wanted.order_by(CampaignMember.key, CampaignMember.answer_id)):
        groups[one.key][one.answer_id] = one
    return groups
