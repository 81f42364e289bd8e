"""The demonstration's fictional earlier consultation, smaller and over: half-years can be compared."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.consultations.consulting import change_state
from consult.services.following.recording_submissions import Sending, record_submission
from consult.services.returns.revising import NOBODY
from consult.services.sample.sampling import MoveDate, load_consultation, load_returns
from consult.services.sample.sampling_protection import load_protection_file
from consult.vocabulary import ConsultationState, FormPurpose

NAME = "earlier"
SAID = {"en": "We said what areas need in the weeks after a decision. This is fictional."}
REASON = "Sent before versions were kept."
FORMS = {FormPurpose.RETURN: "earlier_questionnaire"}


def load_earlier(session: Session, *, move: MoveDate, today: date, now: datetime) -> tuple[Consultation, int]:
    """Put it in place with its returns, close it and say that it was sent; and how many returns there are."""
    consultation = load_consultation(session, NAME, FORMS, move=move, now=now)
    load_protection_file(session, consultation, move=move, now=now)
    loaded = load_returns(session, consultation, name=f"{NAME}_returns", move=move, today=today, now=now)
    by: dict[str, Any] = {"actor": auditing.SYSTEM, "now": now}
    change_state(session, consultation, ConsultationState.CLOSED, **by)
    conclude(session, consultation, Conclusion(said=SAID), **by)
    sent = Sending(consultation.government_deadline_on or today, reason=REASON)
    record_submission(session, SYSTEM, consultation, sent, author=NOBODY, now=now)
    return consultation, loaded.taken_in
