"""Answers that the region gave before: sections of the exact version of each response that was sent."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from consult.models.versions import DraftVersion
from consult.queries.versions import list_versions
from consult.services.following.published_versions import find_public_version
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
    sent = _find_sent(session, about.id)
    if sent is None or not is_recent(sent.as_of_on, today=today):
        return []
    asked = {f"{QUESTION}{one.number}": one.text for one in about.government_questions}
    title = str(about.title.get("en") or about.slug)
    return [
        PastAnswer(about.slug, title, sent.number, one.key, one.title, asked.get(one.key, ""))
        for one in read_body(sent.body).sections
        if one.key.startswith(QUESTION)
    ]


def _find_sent(session: Session, consultation_id: str) -> DraftVersion | None:
    """What was sent last, else what is signed off; the latest where neither is on record."""
    known = find_public_version(session, consultation_id)
    return known or next(iter(list_versions(session, consultation_id)), None)
