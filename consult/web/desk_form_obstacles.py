"""What keeps one consultation’s form for experiences closed, with the page on which to put it right."""

from dataclasses import dataclass

from flask import current_app, url_for

from consult.models.consultation import Consultation
from consult.services.consultations.consulting import list_consultations
from consult.services.consultations.opening_form import (
    DAY_OVER,
    LANGUAGES_LACK,
    NO_FILE,
    Obstacle,
    list_obstacles,
)
from consult.services.consultations.publishing import find_published
from consult.vocabulary import ConsultationState, FormPurpose
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.desk_titles import find_title

PAGES = {
    **dict.fromkeys((NO_FILE, DAY_OVER), "desk_protection.index"),
    LANGUAGES_LACK: "desk_equal_languages.show",
}
"""Pages of a consultation where an obstacle can be put right, by its code; others are said in words only."""
CAN_OPEN = (ConsultationState.PREPARING, ConsultationState.OPEN)


@dataclass(frozen=True)
class ShownObstacle:
    """One obstacle in words, and the page that removes it, if there is one."""

    words: str
    address: str


@dataclass(frozen=True)
class ClosedForm:
    """A consultation that asks for experiences and has an obstacle of its own."""

    title: tuple[str, str]
    obstacles: list[ShownObstacle]


def list_closed_forms() -> list[ClosedForm]:
    """Consultations under way that ask for experiences, with what each lacks beside what all lack."""
    general = list_obstacles(get_session(), None, settings=current_app.config, today=get_today())
    asking = [one for one in list_consultations(get_session()) if one.state in CAN_OPEN]
    found = [(one, [own for own in _list_obstacles(one) if own not in general]) for one in asking]
    return [ClosedForm(find_title(one), _show(one, own)) for one, own in found if own]


def find_form_obstacles(consultation: Consultation) -> list[ShownObstacle]:
    """Everything that keeps the form closed; nothing where experiences are not asked for."""
    return _show(consultation, _list_obstacles(consultation))


def _list_obstacles(consultation: Consultation) -> list[Obstacle]:
    if find_published(get_session(), consultation.id, FormPurpose.ACCOUNT) is None:
        return []
    return list_obstacles(get_session(), consultation, settings=current_app.config, today=get_today())


def _show(consultation: Consultation, obstacles: list[Obstacle]) -> list[ShownObstacle]:
    pages = [(one, PAGES.get(one.code)) for one in obstacles]
    return [
        ShownObstacle(f"{one.text} {one.remedy}", url_for(page, slug=consultation.slug) if page else "")
        for one, page in pages
    ]
