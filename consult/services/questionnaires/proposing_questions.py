"""Questions read from a document are kept as proposals, which a person takes or leaves one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, ImportRefused, NotFound
from consult.models.consultation import Consultation
from consult.models.limit_kinds import LimitUnit
from consult.models.locking import lock_name
from consult.models.proposal_kinds import ProposalState, ProposedKind
from consult.models.proposals import ProposedQuestion
from consult.services import auditing
from forms.proposing.lines import Line
from forms.proposing.proposals import Proposal, propose


@dataclass(frozen=True)
class Decided:
    """What a person says of a proposal: the question as it shall be, or that it is none."""

    number: str
    text: str
    kind: ProposedKind
    choices: tuple[str, ...] = ()
    reasons: str = ""
    limit_number: int | None = None
    limit_unit: LimitUnit | None = None
    state: ProposalState = ProposalState.TAKEN


def list_proposed(session: Session, consultation_id: str) -> Sequence[ProposedQuestion]:
    """Every proposal in the order of its document."""
    wanted = select(ProposedQuestion).where(ProposedQuestion.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(ProposedQuestion.position)).all()


def get_proposed(session: Session, consultation_id: str, id: str) -> ProposedQuestion:
    """One proposal. Raises: NotFound (C102)."""
    found = session.get(ProposedQuestion, id)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound("C102")
    return found


def keep_proposals(
    session: Session,
    consultation: Consultation,
    lines: tuple[Line, ...],
    source_name: str,
    *,
    actor: str,
    now: datetime,
) -> Sequence[ProposedQuestion]:
    """Propose the questions of a document in place of those that were proposed before.

    What was decided about one that is there again, word for word in its place, stays decided as it was.
    Raises: ImportRefused (C772) where no question is found; nothing is changed then.
    """
    found = propose(lines)
    if not found:
        raise ImportRefused("C772", name=source_name)
    lock_name(session, f"proposals:{consultation.id}")
    before = list_proposed(session, consultation.id)
    decided = {_mark(one): one for one in before if one.state is not ProposalState.PROPOSED}
    for one in before:
        session.delete(one)
    session.flush()
    rows = [_make_row(consultation.id, place, one, source_name) for place, one in enumerate(found, 1)]
    for row in rows:
        if known := decided.get(_mark(row)):
            _copy_decision(row, known)
    session.add_all(rows)
    session.flush()
    _audit(session, "questions proposed", consultation, {"count": len(rows)}, actor, now)
    return rows


def decide(
    session: Session,
    row: ProposedQuestion,
    decided: Decided,
    *,
    version: int,
    author: str,
    now: datetime,
) -> None:
    """Take a proposal as it is given, or leave it out.

    version: the one that was shown. Raises: Conflict (C203) where somebody else decided since.
    """
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise Conflict("C203")
    row.number, row.text, row.kind = decided.number, decided.text, decided.kind
    row.choices, row.reasons = list(decided.choices), decided.reasons
    row.limit_number, row.limit_unit = decided.limit_number, decided.limit_unit
    row.state, row.decided_by_name, row.decided_at = decided.state, author, now
    session.flush()


def find_next(rows: Sequence[ProposedQuestion], after: int = 0) -> ProposedQuestion | None:
    """The next one that nobody has decided about: behind a position, else the first of all."""
    waiting = [one for one in rows if one.state is ProposalState.PROPOSED]
    return next((one for one in waiting if one.position > after), waiting[0] if waiting else None)


def _mark(row: ProposedQuestion) -> tuple[str, str, str]:
    """What makes a question the same one when its document is read again."""
    return row.read_number, row.read_text, row.place


def _make_row(consultation_id: str, position: int, found: Proposal, source_name: str) -> ProposedQuestion:
    return ProposedQuestion(
        consultation_id=consultation_id,
        position=position,
        number=found.number,
        text=found.text,
        kind=ProposedKind(found.kind),
        choices=list(found.choices),
        reasons=found.reasons,
        limit_number=found.limit.number if found.limit else None,
        limit_unit=LimitUnit(found.limit.unit) if found.limit else None,
        source_name=source_name,
        place=found.place,
        read_number=found.number,
        read_text=found.text,
        beside=list(found.beside),
    )


def _copy_decision(row: ProposedQuestion, known: ProposedQuestion) -> None:
    row.number, row.text, row.kind = known.number, known.text, known.kind
    row.choices, row.reasons = list(known.choices), known.reasons
    row.limit_number, row.limit_unit = known.limit_number, known.limit_unit
    row.state, row.decided_by_name, row.decided_at = known.state, known.decided_by_name, known.decided_at


def _audit(
    session: Session,
    action: str,
    consultation: Consultation,
    details: dict[str, object],
    actor: str,
    now: datetime,
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="consultation",
        subject_id=consultation.id,
        details=details,
        now=now,
    )
