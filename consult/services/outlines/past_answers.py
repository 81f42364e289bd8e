"""Answers that the region gave before: sections of the last exact version of each response that was sent."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from consult.queries.versions import list_versions
from consult.services.outlines.earlier_consultations import Earlier, is_recent
from consult.services.outlines.outline_values import PastAnswer
from consult.services.versions.version_bodies import read_body
from consult.vocabulary import ConsultationState

QUESTION = "question:"


def list_past_answers(session: Session, earlier: Iterable[Earlier], *, today: date) -> list[PastAnswer]:
    """The sections that answer a question, of what was sent and is in date."""
    sent = (one for one in earlier if one.consultation.state is ConsultationState.SENT)
    return [answer for one in sent for answer in _list_sections(session, one, today)]


def _list_sections(session: Session, earlier: Earlier, today: date) -> list[PastAnswer]:
    about = earlier.consultation
    latest = next(iter(list_versions(session, about.id)), None)
    if latest is None or not is_recent(latest.as_of_on, today=today):
        return []
    title = str(about.title.get("en") or about.slug)
    return [
        PastAnswer(about.slug, title, latest.number, one.key, one.title)
        for one in read_body(latest.body).sections
        if one.key.startswith(QUESTION)
    ]
