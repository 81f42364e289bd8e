"""What was said of a listening event, line by line, before and after it is sent."""

from dataclasses import replace

from flask import abort, redirect, url_for
from flask_babel import gettext

from consult.services.experiences.giving import PLACE_QUESTION
from consult.services.experiences.hearing_events import (
    Event,
    find_event,
    find_points_question,
    is_listening_event,
)
from consult.services.permissions.waiting import is_waiting
from consult.services.region.directing import list_sub_regions
from consult.services.region.setting_up import find_small_number
from consult.web.account_visit import Visit
from consult.web.answered_lines import Line, Section
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.event_words import make_people_page, make_said_page, say_choice
from consult.web.languages import SOURCE, find_page_language
from forms.definitions import Page, Question, find_text


def is_event(visit: Visit) -> bool:
    """Whether this is what was said at a listening event."""
    return is_listening_event(get_session(), visit.response.id)


def locate_event(visit: Visit, name: str) -> str:
    """Where something of it is said or changed: `people`, `said`, or after sending `printing`."""
    if visit.held.draft_key:
        return url_for(f"account_event.{name}", slug=visit.slug)
    return url_for(f"account_event.change_{name}")


def locate_printing(visit: Visit) -> str:
    """Where it is said whether sentences of it may be printed: at any time, once it was sent."""
    return locate_event(visit, "said" if visit.held.draft_key else "printing")


def locate_saying_again(visit: Visit) -> str:
    """Where to say again what is allowed, after a restored backup; empty where what was said stands."""
    if not is_waiting(get_session(), visit.response.id):
        return ""
    return locate_printing(visit) if is_event(visit) else url_for("account_return.permission")


def lead_away(visit: Visit, address: str) -> None:
    """Lead an event from a page that asks one person; what was sent there is not kept."""
    if is_event(visit):
        abort(redirect(address))


def leave_out_points(visit: Visit, page: Page) -> Page:
    """Of an event, without what is not asked of it; where nothing is left, who took part is asked."""
    left_out = list_left_out(visit)
    others = tuple(one for one in page.questions if one.id not in left_out)
    if len(others) < len(page.questions) and not any(one.is_answerable for one in others):
        abort(redirect(locate_event(visit, "people")))
    return replace(page, questions=others)


def list_left_out(visit: Visit) -> set[str]:
    """The questions that are not asked of an event; none for one person's experience.

    Its points answer one. Where one person lives is another, which is kept in clear: an event says locked
    where its people do. Whoever answered that before can still change it, and a form may call for it.
    """
    if not is_event(visit):
        return set()
    place = [one for one in visit.definition.questions() if one.id == PLACE_QUESTION and not one.required]
    left_out = {one.id for one in place} if not visit.response.place_band else set()
    return left_out | {find_points_question(visit.definition).id}


def list_event_sections(visit: Visit) -> list[Section]:
    """The section about the event; none for one person's experience."""
    event = find_event(get_session(), visit.opened)
    if event is None:
        return []
    tag = find_page_language().tag
    people = [_make_people_line(visit, event, question) for question in _make_page(event).questions]
    points = [_make_point_line(visit, event, number) for number in range(len(event.points))]
    agreed = say_choice(make_said_page(), "agreed", event.agreed)
    words = gettext("Did the people agree to this being passed on?")
    last = Line("agreed", (words, tag), [agreed] if event.agreed else [], locate_event(visit, "said"))
    return [Section((gettext("A listening event"), tag), [*people, *points, last])]


def _make_people_line(visit: Visit, event: Event, question: Question) -> Line:
    said = getattr(event, question.id)
    names = said if isinstance(said, list | tuple) else [str(said)] if said else []
    label = find_text(question.label, find_page_language().tag, SOURCE)
    shown = [say_choice(_make_page(event), question.id, str(one)) for one in names]
    return Line(f"event-{question.id}", label, shown, locate_event(visit, "people"))


def _make_point_line(visit: Visit, event: Event, number: int) -> Line:
    tag, point = find_page_language().tag, event.points[number]
    label = gettext("Point %(number)s", number=number + 1)
    said_by = say_choice(make_said_page(), f"said_by_{number + 1}", point.said_by)
    lines = [(point.words, visit.response.language), *([said_by] if point.said_by else [])]
    return Line(f"event-point-{number + 1}", (label, tag), lines, locate_event(visit, "said"))


def _make_page(event: Event) -> Page:
    session = get_session()
    small = find_small_number(session)
    areas = list_sub_regions(session)
    return make_people_page(areas, small_number=small, today=get_today(), month=event.month)
