"""What was said of a listening event, line by line, before and after it is sent."""

from flask import url_for
from flask_babel import gettext

from consult.services.directing import list_sub_regions
from consult.services.hearing_events import Event, find_event
from consult.services.setting_up import find_small_number
from consult.web.account_visit import Visit
from consult.web.answered_lines import Line, Section
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.event_words import make_people_page, make_said_page, say_choice
from consult.web.languages import SOURCE, find_page_language
from forms.definitions import Page, Question, find_text


def is_event(visit: Visit) -> bool:
    """Whether this is what was said at a listening event."""
    return find_event(get_session(), visit.opened) is not None


def list_event_sections(visit: Visit) -> list[Section]:
    """The section about the event; none for one person's experience."""
    event = find_event(get_session(), visit.opened)
    if event is None:
        return []
    tag = find_page_language().tag
    people = [_make_people_line(visit, event, question) for question in _make_page().questions]
    points = [_make_point_line(visit, event, number) for number in range(len(event.points))]
    agreed = say_choice(make_said_page(), "agreed", event.agreed)
    words = gettext("Did the people agree to this being passed on?")
    last = Line("agreed", (words, tag), [agreed] if event.agreed else [], _locate(visit, "said"))
    return [Section((gettext("A listening event"), tag), [*people, *points, last])]


def _make_people_line(visit: Visit, event: Event, question: Question) -> Line:
    said = getattr(event, question.id)
    names = said if isinstance(said, list | tuple) else [str(said)] if said else []
    label = find_text(question.label, find_page_language().tag, SOURCE)
    shown = [say_choice(_make_page(), question.id, str(one)) for one in names]
    return Line(f"event-{question.id}", label, shown, _locate(visit, "people"))


def _make_point_line(visit: Visit, event: Event, number: int) -> Line:
    tag, point = find_page_language().tag, event.points[number]
    label = gettext("Point %(number)s", number=number + 1)
    said_by = say_choice(make_said_page(), f"said_by_{number + 1}", point.said_by)
    lines = [(point.words, visit.response.language), *([said_by] if point.said_by else [])]
    return Line(f"event-point-{number + 1}", (label, tag), lines, _locate(visit, "said"))


def _make_page() -> Page:
    session = get_session()
    small = find_small_number(session)
    return make_people_page(list_sub_regions(session), small_number=small, today=get_today())


def _locate(visit: Visit, name: str) -> str:
    return url_for(f"account_event.{name}", slug=visit.slug)
