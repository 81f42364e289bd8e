"""Open a consultation to answers and close it again, when that makes sense."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.services.cells.equal_languages import list_lacks, require_equal
from consult.services.consultations.consulting import change_state
from consult.services.consultations.publishing import get_published
from consult.vocabulary import ConsultationState, FormPurpose


def find_purpose(consultation: Consultation) -> FormPurpose:
    """The questionnaire without which it cannot open: a standing call asks for experiences alone."""
    return FormPurpose.ACCOUNT if consultation.is_standing_call else FormPurpose.RETURN


def open_consultation(
    session: Session,
    consultation: Consultation,
    *,
    equal_languages: Sequence[str] = (),
    actor: str,
    today: date,
    now: datetime,
) -> Consultation:
    """Let people answer from the opening date on; a closed consultation may be opened again.

    equal_languages: those that open together or not at all. Raises: Conflict (C212) without a published
    questionnaire, (C214) after the closing date, (C215) where it is open or was sent, (C243) where one of
    these languages lacks something.
    """
    if consultation.state in (ConsultationState.OPEN, ConsultationState.SENT):
        raise Conflict("C215", state=consultation.state.value)
    version = get_published(session, consultation, find_purpose(consultation))
    require_equal(list_lacks(session, consultation, version, equal_languages))
    if consultation.closes_on is not None and consultation.closes_on < today:
        raise Conflict("C214", day=f"{consultation.closes_on:%d %B %Y}".lstrip("0"))
    return change_state(session, consultation, ConsultationState.OPEN, actor=actor, now=now)


def close_consultation(
    session: Session, consultation: Consultation, *, actor: str, now: datetime
) -> Consultation:
    """Take no more answers; what came in stays. Raises: Conflict (C215) unless it is open."""
    if consultation.state is not ConsultationState.OPEN:
        raise Conflict("C215", state=consultation.state.value)
    return change_state(session, consultation, ConsultationState.CLOSED, actor=actor, now=now)
