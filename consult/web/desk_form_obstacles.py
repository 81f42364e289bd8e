"""What keeps forms for experiences closed, with the page on which each can be put right."""

from dataclasses import dataclass

from flask import url_for

from consult.models.consultation import Consultation
from consult.services.consulting import list_consultations
from consult.services.opening_form import Obstacle
from consult.services.publishing import find_published
from consult.vocabulary import ConsultationState, FormPurpose
from consult.web.account_visit import find_obstacles
from consult.web.database import get_session
from consult.web.desk_titles import find_title

PAGES = {"file": "desk_protection.index"}
"""Pages of a consultation where an obstacle can be put right, by its key; others are said in words only."""
CAN_OPEN = (ConsultationState.PREPARING, ConsultationState.OPEN)


@dataclass(frozen=True)
class ShownObstacle:
    """One obstacle in words, and the page that removes it, if there is one."""

    words: str
    address: str


@dataclass(frozen=True)
class ClosedForm:
    """A consultation that asks for experiences and cannot take them."""

    title: tuple[str, str]
    obstacles: list[ShownObstacle]


def list_closed_forms() -> list[ClosedForm]:
    """Every consultation under way that asks for experiences and whose form is closed."""
    asking = [one for one in list_consultations(get_session()) if one.state in CAN_OPEN]
    found = [(one, find_form_obstacles(one)) for one in asking]
    return [ClosedForm(find_title(one), obstacles) for one, obstacles in found if obstacles]


def find_form_obstacles(consultation: Consultation) -> list[ShownObstacle]:
    """What keeps the form closed; nothing where experiences are not asked for."""
    if find_published(get_session(), consultation.id, FormPurpose.ACCOUNT) is None:
        return []
    return [_show(consultation, one) for one in find_obstacles(consultation)]


def _show(consultation: Consultation, obstacle: Obstacle) -> ShownObstacle:
    page = PAGES.get(obstacle.key)
    return ShownObstacle(obstacle.words, url_for(page, slug=consultation.slug) if page else "")
