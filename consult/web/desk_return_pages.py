"""What the pages of returns share: their words, the return asked for, and the filters of the list."""

from typing import Any

from flask import Response, render_template, request
from flask_babel import format_date

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.response import Response as Return
from consult.queries.responses import get_response
from consult.services.consultations.consulting import get_consultation
from consult.services.process.late_returns import find_closing_day, is_late
from consult.services.region.directing import list_sub_regions
from consult.vocabulary import LANGUAGES, Channel, ResponseKind, ResponseState, Sector
from consult.web.access import ANALYSE, MANAGE, meets
from consult.web.database import get_session
from consult.web.desk_listings import list_options
from consult.web.desk_titles import find_title
from consult.web.desk_words import CHANNELS, RESPONSE_STATES, SECTORS, name_language
from consult.web.viewing import get_current_viewer

FILTERS = ("name", "sector", "place", "language", "channel", "state")
Pairs = list[tuple[str, str]]


def name_respondent(response: Return) -> str:
    """The organisation by its name, as far as it gave one."""
    known = response.organisation.name if response.organisation else response.organisation_name
    return known or ("A withdrawn return" if response.state is ResponseState.WITHDRAWN else "No name given")


def get_return(slug: str, response_id: str) -> tuple[Consultation, Return]:
    """The consultation and a return of it. Raises: NotFound, also for an experience."""
    session = get_session()
    consultation = get_consultation(session, slug)
    response = get_response(session, get_current_viewer(), response_id)
    if response.kind is not ResponseKind.RETURN or response.consultation_id != consultation.id:
        raise NotFound("C102")
    return consultation, response


def list_filters() -> list[dict[str, Any]]:
    """The drop-downs above the list: label, name and items."""
    places = [(one.id, one.name) for one in list_sub_regions(get_session())]
    offered: list[tuple[str, str, Pairs, str]] = [
        ("Sector", "sector", [(one.value, SECTORS[one]) for one in Sector], "All sectors"),
        ("Sub-region", "place", places, "All sub-regions"),
        (
            "Language",
            "language",
            [(tag, one.english_name) for tag, one in LANGUAGES.items()],
            "All languages",
        ),
        ("Channel", "channel", [(one.value, CHANNELS[one]) for one in Channel], "All channels"),
        (
            "State",
            "state",
            [(one.value, RESPONSE_STATES[one][0]) for one in ResponseState],
            "Received and withdrawn",
        ),
    ]
    return [
        {"label": label, "name": name, "items": list_options(pairs, request.args.get(name), every)}
        for label, name, pairs, every in offered
    ]


def send_file(content: bytes, name: str, mimetype: str) -> Response:
    """A file to keep."""
    sent = Response(content, content_type=mimetype)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def render(page: str, consultation: Consultation, **values: Any) -> str:
    """A page of templates/desk/returns/."""
    closed_on = find_closing_day(get_session(), consultation)
    return render_template(
        f"desk/returns/{page}.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        may_manage=meets(MANAGE),
        may_export=meets(ANALYSE),
        sectors=SECTORS,
        channels=CHANNELS,
        response_states=RESPONSE_STATES,
        name_language=name_language,
        name_respondent=name_respondent,
        is_late=lambda one: is_late(one, closed_on),
        show_short_day=lambda day: format_date(day, "d MMM y"),
        **values,
    )
