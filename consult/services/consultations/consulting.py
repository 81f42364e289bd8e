"""Set up consultations: their questions of government, their dates, and when they open and close."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.locking import lock_name
from consult.services import auditing
from consult.vocabulary import ConsultationState


@dataclass(frozen=True)
class ConsultationPlan:
    """What a manager says of a consultation. Title and summary are by language tag."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str] = field(default_factory=dict)
    consulting_body: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    government_deadline_on: date | None = None
    withdrawal_until_on: date | None = None
    government_questions: tuple[tuple[str, str], ...] = ()
    is_fictional: bool = False
    is_standing_call: bool = False


def get_consultation(session: Session, slug: str) -> Consultation:
    """Return the consultation. Raises: NotFound (C209)."""
    found = session.scalars(select(Consultation).where(Consultation.slug == slug)).one_or_none()
    if found is None:
        raise NotFound("C209", slug=slug)
    return found


def list_consultations(session: Session) -> Sequence[Consultation]:
    """Every consultation, the soonest to close first, those without a date last."""
    return sorted(
        session.scalars(select(Consultation)), key=lambda one: (one.closes_on or date.max, one.slug)
    )


def list_open_consultations(session: Session, *, today: date) -> list[Consultation]:
    """Those that people can answer today."""
    return [one for one in list_consultations(session) if is_open(one, today=today)]


def is_open(consultation: Consultation, *, today: date) -> bool:
    """True while open: the closing date is the last whole day. `today` is local to the region."""
    if consultation.state != ConsultationState.OPEN:
        return False
    has_begun = consultation.opens_on is None or consultation.opens_on <= today
    return has_begun and (consultation.closes_on is None or today <= consultation.closes_on)


def has_closed(consultation: Consultation, *, today: date) -> bool:
    """True once the last day is over, or somebody closed it before."""
    is_past = consultation.closes_on is not None and consultation.closes_on < today
    return consultation.state == ConsultationState.CLOSED or is_past


def plan_consultation(session: Session, plan: ConsultationPlan, *, actor: str, now: datetime) -> Consultation:
    """Make a consultation in preparation. Raises: Conflict (C213) when the short name is taken."""
    lock_name(session, f"consultation:{plan.slug}")
    if session.scalar(select(Consultation.id).where(Consultation.slug == plan.slug)):
        raise Conflict("C213", slug=plan.slug)
    consultation = Consultation(slug=plan.slug, is_fictional=plan.is_fictional)
    session.add(consultation)
    _apply(consultation, plan)
    session.flush()
    _audit(session, "consultation planned", consultation, actor, now)
    return consultation


def change_plan(
    session: Session,
    consultation: Consultation,
    plan: ConsultationPlan,
    *,
    version: int | None = None,
    actor: str,
    now: datetime,
) -> Consultation:
    """Change what was said of a consultation; its short name stays, and so do numbered questions in use.

    version: the one that was shown to whoever changes it.
    Raises: Conflict (C203) when somebody else changed it since.
    """
    if version not in (None, consultation.version):
        raise Conflict("C203")
    try:
        _apply(consultation, plan)
        flag_modified(consultation, "title")  # a change of the questions alone is a new version too
        session.flush()
    except StaleDataError as error:
        raise Conflict("C203") from error
    _audit(session, "consultation changed", consultation, actor, now)
    return consultation


def change_state(
    session: Session, consultation: Consultation, state: ConsultationState, *, actor: str, now: datetime
) -> Consultation:
    """Open, close or mark as sent."""
    consultation.state = state
    session.flush()
    _audit(session, f"consultation {state.value}", consultation, actor, now)
    return consultation


def _apply(consultation: Consultation, plan: ConsultationPlan) -> None:
    consultation.title = dict(plan.title)
    consultation.summary = dict(plan.summary)
    consultation.is_standing_call = plan.is_standing_call
    consultation.consulting_body = plan.consulting_body
    consultation.opens_on = plan.opens_on
    consultation.closes_on = plan.closes_on
    consultation.government_deadline_on = plan.government_deadline_on
    consultation.withdrawal_until_on = plan.withdrawal_until_on
    known = {question.number: question for question in consultation.government_questions}
    kept = []
    for position, (number, text) in enumerate(plan.government_questions, start=1):
        question = known.get(number) or GovernmentQuestion(number=number)
        question.position, question.text = position, text
        kept.append(question)
    consultation.government_questions = kept


def _audit(session: Session, action: str, consultation: Consultation, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug},
        now=now,
    )
