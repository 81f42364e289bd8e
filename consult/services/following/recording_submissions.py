"""Record that the response was sent: which exact version, when, how, to whom, and with which proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.following_kinds import SendingWay
from consult.models.locking import lock_name
from consult.models.signing import SignOff
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.consulting import change_state
from consult.services.days import find_day
from consult.services.following.finding_submissions import find_last_sent, list_standing
from consult.services.following.recipients import forget_recipients, keep_recipients, list_files
from consult.services.permissions.releasing import Holder
from consult.services.returns.revising import Author
from consult.services.signing.finding_sign_offs import find_standing_sign_off
from consult.services.signing.signing_off import require_full
from consult.vocabulary import ConsultationState

PROOFS = frozenset({AttachedKind.PROOF, AttachedKind.EMAIL})


@dataclass(frozen=True)
class Sending:
    """As a manager records it. version: what was sent; None where that is no version of this site.

    reason: why it was sent though no sign-off stood for it on that day, kept also where one did. proof:
    attached to the consultation.
    """

    sent_on: date
    version: DraftVersion | None = None
    way: SendingWay | None = None
    reference: str = ""
    recipients: tuple[Holder, ...] = ()
    proof: AttachedFile | None = None
    reason: str = ""


def record_submission(
    session: Session, viewer: Viewer, consultation: Consultation, sending: Sending, *, author: Author,
    now: datetime,
) -> Submission:  # fmt: skip
    """Keep that the response was sent, and who has had it since; the consultation counts as sent.

    What was recorded already in the same words is that sending, and not another.
    Raises: AccessDenied (C101), Conflict (C570 no sign-off stood and no reason is given, C571 the day, C572
    no proof, C573 no recipient).
    """
    require_full(viewer)
    lock_name(session, f"sign-off:{consultation.id}")
    signed = _find_signed(session, sending)
    _check(sending, signed, now)
    same = _find_same(session, consultation.id, sending)
    if same is not None:
        return same
    row = Submission(consultation_id=consultation.id, version=sending.version, sent_on=sending.sent_on)
    row.digest = sending.version.digest if sending.version else ""
    row.sign_off_id = signed.id if signed else None
    row.reason = sending.reason.strip()
    row.way, row.their_reference = sending.way, sending.reference
    row.recipients = [one.name for one in sending.recipients]
    row.file_id = sending.proof.id if sending.proof else None
    row.recorded_by_id, row.recorded_by_name, row.recorded_at = author.staff_id, author.name, now
    session.add(row)
    session.flush()
    keep_recipients(session, viewer, row, sending.recipients, now=now)
    _audit(session, row, "response recorded as sent", author, now)
    if consultation.state is not ConsultationState.SENT:
        actor = author.staff_id or auditing.SYSTEM
        change_state(session, consultation, ConsultationState.SENT, actor=actor, now=now)
    return row


def undo_submission(
    session: Session, viewer: Viewer, consultation: Consultation, row: Submission, reason: str, *,
    author: Author, now: datetime,
) -> None:  # fmt: skip
    """It was recorded by mistake: it stays on record, with the reason, and nobody counts as a recipient.

    Raises: AccessDenied (C101), Conflict (C574).
    """
    require_full(viewer)
    lock_name(session, f"sign-off:{consultation.id}")
    session.refresh(row)
    if row.undone_at is not None or not reason.strip():
        raise Conflict("C574")
    row.undone_at, row.undone_by_name, row.undone_reason = now, author.name, reason.strip()
    forget_recipients(session, row)
    session.flush()
    _audit(session, row, "sending undone", author, now)
    if find_last_sent(session, consultation.id) is None:
        actor = author.staff_id or auditing.SYSTEM
        change_state(session, consultation, ConsultationState.CLOSED, actor=actor, now=now)


def _find_same(session: Session, consultation_id: str, sending: Sending) -> Submission | None:
    """What is on record of it already: a correction of an address, the proof or the reason is another."""
    version, proof = sending.version, sending.proof
    wanted = (version.id if version else None, sending.sent_on, sending.way, sending.reference)
    to_whom = sorted((one.name, one.address) for one in sending.recipients)
    why = (sending.reason.strip(), proof.id if proof else None)
    for one in list_standing(session, consultation_id):
        said = (one.version_id, one.sent_on, one.way, one.their_reference)
        if (said, (one.reason, one.file_id), _list_holders(session, one)) == (wanted, why, to_whom):
            return one
    return None


def _list_holders(session: Session, row: Submission) -> list[tuple[str, str]]:
    """Names with addresses; of what was recorded without them, the names alone."""
    files = [(one.holder_name, one.holder_address) for one in list_files(session, row)]
    return sorted(files or [(name, "") for name in row.recipients])


def _find_signed(session: Session, sending: Sending) -> SignOff | None:
    """The decision that stood for this very version by the day on which it was sent."""
    version = sending.version
    found = find_standing_sign_off(session, version.consultation_id) if version else None
    if version is None or found is None or (found.version_id, found.digest) != (version.id, version.digest):
        return None
    return found if found.decided_on <= sending.sent_on else None


def _check(sending: Sending, signed: SignOff | None, now: datetime) -> None:
    version = sending.version
    if signed is None and not sending.reason.strip():
        raise Conflict("C570")
    is_early = version is not None and sending.sent_on < find_day(version.made_at)
    if is_early or sending.sent_on > find_day(now):
        raise Conflict("C571")
    if version is None:
        return
    if sending.proof is None or sending.proof.kind not in PROOFS:
        raise Conflict("C572")
    if not _list_names(sending.recipients):
        raise Conflict("C573")


def _list_names(recipients: Sequence[Holder]) -> list[str]:
    return [one.name for one in recipients if one.name.strip()]


def _audit(session: Session, row: Submission, action: str, author: Author, now: datetime) -> None:
    details = {"sent_on": row.sent_on.isoformat(), "digest": row.digest, "recipients": len(row.recipients)}
    about = {"subject_kind": "consultation", "subject_id": row.consultation_id}
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action=action, details=details, now=now, **about)
