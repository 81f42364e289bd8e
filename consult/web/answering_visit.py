"""One request of somebody who answers: the consultation, its questionnaire, and their own return."""

from dataclasses import dataclass

from flask import abort, redirect, request, url_for

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.publishing import get_published
from consult.vocabulary import ConsultationState, ResponseKind, ResponseState
from consult.web.answering_session import Held, find_held, is_let_go, list_numbered
from consult.web.database import get_session
from consult.web.more_time import is_open_for, is_open_here
from consult.web.opening import Opening, read_shown


@dataclass(frozen=True)
class Visit(Opening):
    """A consultation and the return that this browser works on."""

    response: Response
    held: Held

    @property
    def is_sent(self) -> bool:
        """True once the return was sent, so that each change counts at once."""
        return self.response.state == ResponseState.SUBMITTED


def find_opening(slug: str) -> Opening:
    """The consultation, open or over. Raises: NotFound (C209) while it is in preparation."""
    consultation = get_consultation(get_session(), slug)
    if consultation.state == ConsultationState.PREPARING:
        raise NotFound("C209", slug=slug)
    version = get_published(get_session(), consultation)
    held = find_held(slug)
    is_open_now = is_open_here(consultation, held.response_id if held else "")
    return Opening(consultation, version, read_shown(version), is_open_now)


def get_opening(slug: str) -> Opening:
    """The consultation. Raises: NotFound (C209), Conflict (C201) where it is not open."""
    opening = find_opening(slug)
    if not opening.is_open:
        raise Conflict("C201")
    return opening


def find_own_return(slug: str) -> tuple[Held, Response] | None:
    """The return that this browser holds for a consultation, unless it was withdrawn."""
    held = find_held(slug)
    if held is None:
        return None
    response = get_session().get(Response, held.response_id)
    if response is None or response.kind != ResponseKind.RETURN:
        return None
    if get_session().get_one(Consultation, response.consultation_id).slug != slug:
        return None
    return None if response.state == ResponseState.WITHDRAWN else (held, response)


def list_unconfirmed() -> list[str]:
    """Short names of the consultations to which a return was sent without its number being confirmed."""
    own = {slug: find_own_return(slug) for slug in list_numbered()}
    return [slug for slug, found in own.items() if found and found[1].state == ResponseState.SUBMITTED]


def get_visit(slug: str) -> Visit:
    """The visitor's return in an open consultation; without one, the page where to begin.

    Raises: NotFound (C209), Conflict (C201, C206, C257 of a return that this browser let go of).
    """
    opening = get_opening(slug)
    own = find_own_return(slug)
    if own is None:
        if request.method == "POST":
            raise Conflict("C257" if is_let_go(slug) else "C206")  # their pages show what was typed
        abort(redirect(url_for("answering.start", slug=slug)))
    held, response = own
    if not is_open_for(opening.consultation, response):
        raise Conflict("C201")
    version = response.questionnaire_version
    return Visit(opening.consultation, version, read_shown(version), True, response, held)


def get_writing_visit(slug: str) -> Visit:
    """As get_visit, for pages that change a return; one that was sent must have been reopened."""
    visit = get_visit(slug)
    if visit.is_sent and not visit.held.is_reopened:
        abort(redirect(url_for("answering.receipt", slug=slug)))
    return visit
