"""The stops of a listening event: who took part, what was said, and later what may be done with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask_babel import gettext

from consult.errors import NotFound
from consult.services.experiences.amending import check_amendable
from consult.services.experiences.amending_events import amend_points
from consult.services.experiences.hearing_events import (
    NOT_AGREED,
    Event,
    Point,
    find_event,
    keep_event,
    keep_points,
    permit_printing,
)
from consult.services.permissions.consenting import current_consent, find_last_day
from consult.services.permissions.waiting import is_waiting
from consult.services.region.directing import list_sub_regions
from consult.services.region.setting_up import find_small_number
from consult.vocabulary import Purpose
from consult.web.account_pages import Way
from consult.web.account_permission import check_reach, list_reach, read_reach
from consult.web.account_prompts import ask_about_typed, decide_typed
from consult.web.account_visit import Visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.event_words import (
    MAY_PRINT,
    NO,
    POINTS,
    YES,
    make_people_page,
    make_printing_page,
    make_said_page,
)
from consult.web.key_store import get_key_store
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Stop, Switching
from forms.answers import Answer
from forms.builder import QuestionForm, field_name
from forms.definitions import Page

FEW = 3
FURTHER_POINTS = [(f"point_{number}", f"said_by_{number}") for number in range(FEW + 1, POINTS + 1)]
"""The questions about each point beyond the few that most events have."""
SEVERAL = ("ages", "genders", "languages", "areas")


def make_people_stop(visit: Visit, way: Way) -> Stop:
    """When it was, how many took part, and who they were in broad terms; after sending until the same day."""
    session, event = get_session(), _get_event(visit)
    small, areas = find_small_number(session), list_sub_regions(session)
    page = make_people_page(areas, small_number=small, today=get_today(), month=event.month)
    stored = {name: getattr(event, name) or None for name in ("month", "people", *SEVERAL)}

    def keep(form: QuestionForm) -> None:
        given = form.answers()
        several: Any = {name: [str(one) for one in _read_list(given.get(name))] for name in SEVERAL}
        told = replace(event, month=str(given["month"] or ""), people=int(str(given.get("people") or 0)))
        keep_event(session, visit.opened, replace(told, **several), small_number=small)

    return replace(_make_stop(page, stored, way), keep=keep, check=_check_people)


def make_said_stop(visit: Visit, way: Way) -> Stop:
    """What was said, and whether people agreed to its being passed on, before it is sent."""
    stop = _make_said(visit, way)

    def keep(form: QuestionForm) -> None:
        session, told = get_session(), _read_said(visit, form)
        keep_event(session, visit.opened, told, small_number=find_small_number(session))
        keep_points(
            session,
            visit.opened,
            visit.definition,
            told,
            any_until_on=read_reach(form),
            language=visit.language,
            today=get_today(),
            now=get_now(),
        )

    return replace(stop, keep=keep, check=_check_said)


def make_said_again_stop(visit: Visit, way: Way) -> Stop:
    """The same after it was sent; words by which somebody could be known are asked about first."""
    stop = _make_said(visit, way)

    def amend(form: QuestionForm) -> None:
        session, today = get_session(), get_today()
        check_amendable(session, visit.consultation, visit.response, today=today)
        decide_typed(visit, form)
        amend_points(
            session,
            get_key_store(),
            visit.opened,
            visit.definition,
            _read_said(visit, form),
            any_until_on=read_reach(form),
            small_number=find_small_number(session),
            language=visit.language,
            today=today,
            now=get_now(),
        )

    return replace(
        stop, keep=amend, check=partial(_check_said_again, visit), ask_more=partial(ask_about_typed, visit)
    )


def make_printing_stop(visit: Visit, way: Way) -> Stop:
    """Whether sentences of it may be printed, and for what it may be used; at any time after it was sent."""
    _get_event(visit)

    def keep(form: QuestionForm) -> None:
        permit_printing(
            get_session(),
            get_key_store(),
            visit.opened,
            may_print=form.answers()[MAY_PRINT] == YES,
            any_until_on=read_reach(form),
            today=get_today(),
        )

    stored = {MAY_PRINT: _find_may_print(visit), **_list_reach(visit)}
    return replace(
        _make_stop(make_printing_page(), stored, way),
        keep=keep,
        check=partial(check_reach, kept=_find_until(visit)),
    )


def _get_event(visit: Visit) -> Event:
    """The event of this visit. Raises: NotFound (C102) for one person's experience."""
    event = find_event(get_session(), visit.opened)
    if event is None:
        raise NotFound("C102")
    return event


def _list_said(visit: Visit) -> Mapping[str, Answer | None]:
    """What was said so far. Of printing and of how far it reaches, what holds now."""
    event = _get_event(visit)
    stored: dict[str, Answer | None] = {"agreed": event.agreed or None, **_list_reach(visit)}
    stored[MAY_PRINT] = _find_may_print(visit) if event.agreed else None
    for number, point in enumerate(event.points, start=1):
        stored |= {f"point_{number}": point.words, f"said_by_{number}": point.said_by or None}
    return stored


def _find_may_print(visit: Visit) -> str | None:
    """What holds now; nothing is ticked beforehand while it waits to be said again."""
    session, response_id = get_session(), visit.response.id
    if is_waiting(session, response_id):
        return None
    given = current_consent(session, response_id).get(Purpose.QUOTE)
    return YES if given is not None and given.granted else NO


def _find_until(visit: Visit) -> date | None:
    return find_last_day(get_session(), visit.response.id, Purpose.ANALYSE)


def _list_reach(visit: Visit) -> Mapping[str, Answer | None]:
    return list_reach(_find_until(visit))


def _read_said(visit: Visit, form: QuestionForm) -> Event:
    given = form.answers()
    agreed, may_print = str(given["agreed"] or ""), given[MAY_PRINT] == YES
    return replace(_get_event(visit), points=_read_points(given), agreed=agreed, may_print=may_print)


def _make_said(visit: Visit, way: Way) -> Stop:
    stop = _make_stop(make_said_page(), _list_said(visit), way)
    return replace(stop, foldable=FURTHER_POINTS)


def _make_stop(page: Page, stored: Mapping[str, Answer | None], way: Way) -> Stop:
    return Stop(
        page=page,
        stored=stored,
        language=find_page_language().tag,
        default_language=SOURCE,
        back=way.back,
        onward=way.onward,
        keep=lambda _: None,
        switching=Switching.SHOW,
        template="account/group/event.html",
    )


def _check_people(form: QuestionForm) -> None:
    number = form.answers()["people"]
    if isinstance(number, int) and number < 1:
        form[field_name("people")].errors = [gettext("Enter a number of people, 1 or more")]


def _check_said(form: QuestionForm) -> None:
    check_reach(form)
    if form.answers()["agreed"] == NOT_AGREED:
        words = gettext("Without their agreement this cannot be passed on. Nothing was sent.")
        form[field_name("agreed")].errors = [words]


def _check_said_again(visit: Visit, form: QuestionForm) -> None:
    check_reach(form, kept=_find_until(visit))
    if form.answers()["agreed"] == NOT_AGREED:
        words = gettext(
            "Without their agreement we may not keep this. Nothing was changed: withdraw it instead."
        )
        form[field_name("agreed")].errors = [words]


def _read_points(given: Mapping[str, Answer | None]) -> list[Point]:
    numbers = range(1, POINTS + 1)
    points = [Point(str(given[f"point_{n}"] or ""), str(given[f"said_by_{n}"] or "")) for n in numbers]
    return [point for point in points if point.words]


def _read_list(answer: Answer | None) -> list[object]:
    return list(answer) if isinstance(answer, list) else []
