"""Outline a response before anything is asked: for each question what is held already, and only the gaps."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from consult.errors import AccessDenied
from consult.models.consultation import Consultation
from consult.queries.responses import Wanted, select_responses
from consult.queries.viewer import Viewer
from consult.services.carrying.listing_carried import list_carried
from consult.services.outlines.earlier_consultations import list_earlier
from consult.services.outlines.held_before import HeldBefore, find_held
from consult.services.outlines.held_sources import find_sources
from consult.services.outlines.outline_values import HeldReturn, OutlinedQuestion
from consult.services.outlines.outlined_gaps import Heard, list_bodies, list_gaps
from consult.services.outlines.past_answers import list_past_answers
from consult.services.outlines.question_topics import find_topics
from consult.services.region.setting_up import find_small_number
from consult.services.tags.coding import list_codes
from consult.vocabulary import Facet, ResponseKind, Standing


def make_outline(
    session: Session, viewer: Viewer, consultation: Consultation, *, today: date
) -> list[OutlinedQuestion]:
    """What is held for each question, in their order. Raises: AccessDenied (C101) without full standing."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    codes = [one for one in list_codes(session) if one.facet is Facet.DOMAIN]
    labels = {one.key: one.label for one in codes}
    phrases = {one.key: (one.label, *map(str, one.key_phrases)) for one in codes}
    earlier = list_earlier(session, consultation)
    held = find_held(session, viewer, consultation, earlier, today=today)
    past = list_past_answers(session, earlier, today=today)
    carried = list_carried(session, viewer, consultation.id, today=today)
    sources = find_sources(session, consultation, today=today)
    bodies, answered = list_bodies(session), _find_answered(session, viewer, consultation.id)
    least = find_small_number(session)
    found = []
    for question in consultation.government_questions:
        topics = find_topics(question.text, phrases)
        returns = _gather_returns(held, topics)
        pieces = [one for one in carried if one.row.government_question_id == question.id]
        heard = Heard(frozenset(answered), pieces, returns)
        outlined = OutlinedQuestion(
            id=question.id,
            number=question.number,
            text=question.text,
            topics=tuple(labels[key] for key in topics),
            returns=returns,
            experiences=_count_experiences(held, topics, least),
            past=[
                one
                for one in past
                if set(find_topics(f"{one.section_title} {one.asked}", phrases)) & set(topics)
            ],
            gaps=list_gaps(bodies, heard),
            sources=sources.list_about(question.id, topics),
            carried=pieces,
        )
        found.append(outlined)
    return found


def _gather_returns(held: HeldBefore, topics: Iterable[str]) -> list[HeldReturn]:
    """Each return once, by the name of its body, the latest first."""
    every = {one.response_id: one for key in topics for one in held.returns.get(key, ())}
    latest = sorted(every.values(), key=lambda one: one.received_on or date.min, reverse=True)
    return sorted(latest, key=lambda one: one.organisation)


def _count_experiences(held: HeldBefore, topics: Iterable[str], least: int) -> int | None:
    """How many experiences these tags stand on; None where they are too few to be told."""
    number = len(set().union(*(held.experiences.get(key, set()) for key in topics)))
    return None if 0 < number < least else number


def _find_answered(session: Session, viewer: Viewer, consultation_id: str) -> set[str]:
    """Ids of the organisations that answered this consultation already."""
    sent = select_responses(viewer, consultation_id, Wanted(kind=ResponseKind.RETURN))
    return {one.organisation_id for one in session.scalars(sent) if one.organisation_id}
