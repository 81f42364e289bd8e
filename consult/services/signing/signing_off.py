"""Record that a forum signed off one exact version, or refused it; undo it with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.agreement_kinds import SignOffOutcome
from consult.models.locking import lock_name
from consult.models.region import Forum
from consult.models.signing import SignOff, SignOffMember
from consult.models.versions import DraftVersion
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.agreement.giving_positions import RECORDS
from consult.services.days import find_day
from consult.services.returns.revising import Author
from consult.services.signing.deciding import Decision, counts, require_allowed, require_quorum
from consult.services.signing.finding_sign_offs import find_standing_sign_off
from consult.services.signing.forum_terms import find_terms
from consult.services.versions.noting_withdrawals import note_withdrawals
from consult.vocabulary import Standing

LEAST_SIGNS = 12
"""How much of the fingerprint a record has to give: 48 bits."""


def sign_off(
    session: Session,
    viewer: Viewer,
    version: DraftVersion,
    forum: Forum,
    decision: Decision,
    *,
    author: Author,
    now: datetime,
) -> SignOff:
    """Keep what a forum decided about a version. One that agreed stands, until it is undone.

    Raises: AccessDenied (C101), Conflict (C533 the record is no minute or e-mail; C540 one stands already;
    C541 to C546, see deciding.py; C547 another fingerprint; C548 before the version was made, or to come).
    """
    require_full(viewer)
    lock_name(session, f"sign-off:{version.consultation_id}")
    _check(session, version, decision, now)
    note_withdrawals(session, version, today=find_day(now))
    terms = find_terms(session, forum)
    require_allowed(session, forum, terms, decision)
    counted = require_quorum(session, forum, terms, decision)
    row = SignOff(consultation_id=version.consultation_id, version_id=version.id, digest=version.digest)
    row.forum_id, row.forum_name, row.quorum, row.counted = forum.id, forum.name, terms.quorum, counted
    row.way, row.began_on, row.decided_on = decision.way, decision.began_on, decision.decided_on
    row.outcome, row.note, row.file_id = decision.outcome, decision.note, decision.file.id
    row.withdrawals = len(version.withdrawals)
    row.is_standing = True if decision.outcome is SignOffOutcome.AGREED else None
    row.recorded_by_id, row.recorded_by_name, row.recorded_at = author.staff_id, author.name, now
    row.members = _list_members(forum, decision)
    session.add(row)
    session.flush()
    _audit(session, row, "version signed off" if row.is_standing else "sign-off refused", author, now)
    return row


def undo_sign_off(
    session: Session, viewer: Viewer, row: SignOff, reason: str, *, author: Author, now: datetime
) -> None:
    """The decision stands no more; it stays on record, with the reason.

    Raises: AccessDenied (C101), Conflict (C549).
    """
    require_full(viewer)
    lock_name(session, f"sign-off:{row.consultation_id}")
    session.refresh(row)
    if not row.is_standing or not reason.strip():
        raise Conflict("C549")
    row.is_standing, row.undone_at = None, now
    row.undone_by_name, row.undone_reason = author.name, reason.strip()
    session.flush()
    _audit(session, row, "sign-off undone", author, now)


def require_full(viewer: Viewer) -> None:
    """Raises: AccessDenied (C101) for people of observers and bodies consulted about."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")


def _check(session: Session, version: DraftVersion, decision: Decision, now: datetime) -> None:
    standing = find_standing_sign_off(session, version.consultation_id)
    if standing is not None:
        raise Conflict("C540", forum=standing.forum_name)
    if decision.file.kind not in RECORDS:
        raise Conflict("C533", name=decision.file.name)
    given = "".join(decision.fingerprint.split()).casefold()
    if len(given) < LEAST_SIGNS or not version.digest.startswith(given):
        raise Conflict("C547", number=version.number, least=LEAST_SIGNS)
    if not find_day(version.made_at) <= decision.decided_on <= find_day(now):
        raise Conflict("C548")


def _list_members(forum: Forum, decision: Decision) -> list[SignOffMember]:
    there = [one for one in forum.members if one.organisation_id in decision.said]
    return [
        SignOffMember(
            organisation_id=one.organisation_id,
            name=one.organisation.name,
            said=decision.said[one.organisation_id],
            counts=counts(one, decision.decided_on),
        )
        for one in there
    ]


def _audit(session: Session, row: SignOff, action: str, author: Author, now: datetime) -> None:
    about = {"subject_kind": "draft version", "subject_id": row.version_id}
    details = {"forum": row.forum_name, "digest": row.digest, "way": row.way.value, "counted": row.counted}
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action=action, details=details, now=now, **about)
