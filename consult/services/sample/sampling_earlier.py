"""The demonstration's fictional earlier consultation, smaller and over: half-years can be compared.

What became of its response is in sampling_agreement.py and sampling_sending.py.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services import auditing
from consult.services.consultations.consulting import change_state
from consult.services.sample.sampling import MoveDate, load_consultation, load_returns
from consult.services.sample.sampling_protection import load_protection_file
from consult.vocabulary import ConsultationState, FormPurpose

NAME = "earlier"
FORMS = {FormPurpose.RETURN: "earlier_questionnaire"}


def load_earlier(session: Session, *, move: MoveDate, today: date, now: datetime) -> tuple[Consultation, int]:
    """Put it in place with its returns, and close it; and how many returns there are."""
    consultation = load_consultation(session, NAME, FORMS, move=move, now=now)
    load_protection_file(session, consultation, move=move, now=now)
    loaded = load_returns(session, consultation, name=f"{NAME}_returns", move=move, today=today, now=now)
    change_state(session, consultation, ConsultationState.CLOSED, actor=auditing.SYSTEM, now=now)
    return consultation, loaded.taken_in
