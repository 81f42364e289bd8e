"""Propose what was said to an earlier consultation for a question of another: by a partner or the region."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer, CarriedKind
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.locking import lock_name
from consult.queries.versions import get_version
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.carrying.listing_carried import get_carried
from consult.services.carrying.offering import Chosen, get_offered
from consult.services.consultations.consulting import get_consultation
from consult.services.days import find_day
from consult.services.evidence.listed_sources import require_full
from consult.services.outlines.earlier_consultations import list_earlier
from consult.services.outlines.outline_values import PastAnswer
from consult.services.outlines.past_answers import list_past_answers
from consult.services.returns.revising import Author

LONGEST_SAID = 2_000
NOT_SAID = "it is no answer of a response that was sent, in date and for a consultation of this kind"
NO_WORDS = "its words are missing, or longer than 2,000 characters"
CONFIRMED = "it was answered, so it stays on record"


@dataclass(frozen=True)
class Proposing:
    """For which question of which consultation something is proposed, by whom and when."""

    session: Session
    viewer: Viewer
    question: GovernmentQuestion
    author: Author
    now: datetime

    @property
    def consultation(self) -> Consultation:
        """Whose question it is."""
        return self.question.consultation


def propose_passage(
    proposing: Proposing, chosen: Chosen, *, submission_id: str | None = None
) -> CarriedMaterial:
    """Propose a passage of a return that is offered; the same for the same question is kept once.

    Raises: AccessDenied (C101), NotFound (C102 the return is out of scope or date), Conflict (C534 the
    passage is not offered, or its text has changed since it was chosen).
    """
    require_full(proposing.viewer)
    _lock(proposing.session, proposing.consultation.id)
    session, now, place = proposing.session, proposing.now, chosen.place
    response, offered = get_offered(session, proposing.viewer, proposing.consultation, chosen, now=now)
    same = {"response_id": place.response_id, "question_id": place.question_id, "start": place.start}
    known = _find_known(proposing, {**same, "end": place.end})
    if known is not None:
        return known
    row = CarriedMaterial(kind=CarriedKind.RETURN, home_id=response.consultation_id, **same, end=place.end)
    row.organisation_id, row.revision_id = response.organisation_id, offered.revision_id
    return _keep(proposing, row, submission_id)


def propose_statement(
    proposing: Proposing, past: PastAnswer, said: str, *, submission_id: str | None = None
) -> CarriedMaterial:
    """Propose a statement of the region, in words of its own, from a section of a response that was sent.

    The same submission of the same words is kept once.

    Raises: AccessDenied (C101), Conflict (C534 the section is not listed, or there are no words).
    """
    require_full(proposing.viewer)
    session, words = proposing.session, " ".join(said.split())
    _lock(session, proposing.consultation.id)
    if past not in list_past(proposing):
        raise Conflict("C534", reason=NOT_SAID)
    if not words or len(words) > LONGEST_SAID:
        raise Conflict("C534", reason=NO_WORDS)
    home = get_consultation(session, past.consultation_slug)
    version = get_version(session, home.id, past.version)
    same = {"home_id": home.id, "version_id": version.id, "section_key": past.section_key, "said": words}
    if submission_id and (known := _find_known(proposing, {**same, "submission_id": submission_id})):
        return known
    return _keep(proposing, CarriedMaterial(kind=CarriedKind.STATEMENT, **same), submission_id)


def list_past(proposing: Proposing) -> list[PastAnswer]:
    """What the region said before, of which a statement may be proposed."""
    session, today = proposing.session, find_day(proposing.now)
    return list_past_answers(session, list_earlier(session, proposing.consultation), today=today)


def take_back_proposal(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    number: int,
    *,
    author: Author,
    now: datetime,
) -> None:
    """Take a piece that nobody answered off the list; its number is not used again.

    Raises: AccessDenied (C101), NotFound (C102), Conflict (C534 it was answered).
    """
    require_full(viewer)
    row = get_carried(session, consultation.id, number)
    session.refresh(row, with_for_update=True)  # an answer that is on its way is waited for, and seen
    if row.answer is not None:
        raise Conflict("C534", reason=CONFIRMED)
    row.removed_at = now
    session.flush()
    audit_carried(session, row, "carried material taken back", author, now)


def audit_carried(session: Session, row: CarriedMaterial, action: str, author: Author, now: datetime) -> None:
    """Put on record what became of a piece, without a word of it."""
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="consultation",
        subject_id=row.consultation_id,
        details={"number": row.number, "answer": str(row.answer or "")},
        now=now,
    )


def _find_known(proposing: Proposing, same: dict[str, Any]) -> CarriedMaterial | None:
    wanted = select(CarriedMaterial).filter_by(
        government_question_id=proposing.question.id, removed_at=None, ended_on=None, **same
    )
    rows = proposing.session.scalars(wanted.order_by(CarriedMaterial.number)).all()
    return next((one for one in rows if one.answer is not CarriedAnswer.OUTDATED), None)


def _lock(session: Session, consultation_id: str) -> None:
    """Taken before anything is looked at, so that what is pressed twice is seen."""
    lock_name(session, f"carried:{consultation_id}")


def _keep(proposing: Proposing, row: CarriedMaterial, submission_id: str | None) -> CarriedMaterial:
    session, consultation_id = proposing.session, proposing.consultation.id
    row.consultation_id, row.number = consultation_id, _take_number(session, consultation_id)
    row.government_question_id, row.submission_id = proposing.question.id, _free(session, submission_id)
    row.proposed_at, row.proposed_by_name = proposing.now, proposing.author.name
    session.add(row)
    session.flush()
    audit_carried(session, row, "carried material proposed", proposing.author, proposing.now)
    return row


def _free(session: Session, submission_id: str | None) -> str | None:
    """The id of a form, unless it is kept with other words: what was written anew under it is never lost."""
    known = select(CarriedMaterial.id).where(CarriedMaterial.submission_id == submission_id)
    return None if submission_id is None or session.scalar(known) else submission_id


def _take_number(session: Session, consultation_id: str) -> int:
    """A number that no piece ever had; the highest kept would not do, since pieces die with their returns."""
    row, ours = Consultation.last_carried, Consultation.id == consultation_id
    taken = update(Consultation).where(ours).values(last_carried=row + 1)
    session.execute(taken, execution_options={"synchronize_session": False})
    return session.scalars(select(row).where(ours)).one()
