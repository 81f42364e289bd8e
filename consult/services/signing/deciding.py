"""What a forum decided, before it is kept: who counts, and whether its terms allow it so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.attachments import AttachedFile
from consult.models.region import Contact, Forum, ForumMember
from consult.services.signing.forum_terms import Terms
from consult.vocabulary import Standing


@dataclass(frozen=True)
class Decision:
    """As it is recorded. said: by the id of the organisation; who is not in it was not there.

    fingerprint: of the version, as the record of the decision gives it, whole or from its beginning.
    began_on: when it went to the members, of a circulation.
    """

    way: SignOffWay
    decided_on: date
    outcome: SignOffOutcome
    said: Mapping[str, Vote]
    fingerprint: str
    file: AttachedFile
    began_on: date | None = None
    note: str = ""


def counts(member: ForumMember, on: date) -> bool:
    """Whether a member votes and makes up the quorum: of full standing, with a seat on that day."""
    has_seat = member.from_on is None or member.from_on <= on
    return has_seat and member.organisation.standing is Standing.FULL


def require_allowed(session: Session, forum: Forum, terms: Terms, decision: Decision) -> None:
    """Raises: Conflict (C541 the terms do not allow this way, C542 too short, C543 no chair that counts)."""
    way = decision.way
    if way is SignOffWay.CIRCULATION:
        if not terms.allows_circulation:
            raise Conflict("C541", forum=forum.name, way="by circulation")
        if (
            decision.began_on is None
            or (decision.decided_on - decision.began_on).days < terms.circulation_days
        ):
            raise Conflict("C542", forum=forum.name, days=terms.circulation_days)
    if way is SignOffWay.CHAIR:
        if not terms.allows_chairs_action:
            raise Conflict("C541", forum=forum.name, way="by chair’s action")
        chair = find_chair(session, forum)
        if chair is None or not counts(chair, decision.decided_on):
            raise Conflict("C543", forum=forum.name)


def require_quorum(session: Session, forum: Forum, terms: Terms, decision: Decision) -> int:
    """How many that count were there. By chair's action it is the chair alone, and no quorum is asked.

    Raises: Conflict (C544 no quorum is set, C545 it is not met, C546 those that count did not agree).
    """
    said = {
        one.organisation_id: decision.said.get(one.organisation_id) for one in _list_counting(forum, decision)
    }
    chair = find_chair(session, forum)
    if decision.way is SignOffWay.CHAIR and chair is not None:
        said = {chair.organisation_id: said.get(chair.organisation_id)}
    elif terms.quorum < 1:
        raise Conflict("C544", forum=forum.name)
    there = [one for one in said.values() if one is not None]
    if decision.way is not SignOffWay.CHAIR and len(there) < terms.quorum:
        raise Conflict("C545", forum=forum.name, there=len(there), quorum=terms.quorum)
    if decision.outcome is SignOffOutcome.AGREED and there.count(Vote.FOR) <= there.count(Vote.AGAINST):
        raise Conflict("C546", forum=forum.name)
    return len(there)


def find_chair(session: Session, forum: Forum) -> ForumMember | None:
    """The seat of the organisation whose contact is in the chair."""
    contact = session.get(Contact, forum.chair_contact_id) if forum.chair_contact_id else None
    seats = (one for one in forum.members if contact and one.organisation_id == contact.organisation_id)
    return next(seats, None)


def _list_counting(forum: Forum, decision: Decision) -> list[ForumMember]:
    return [one for one in forum.members if counts(one, decision.decided_on)]
