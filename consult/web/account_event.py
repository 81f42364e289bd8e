"""A listening event passed on by a group: who took part, what was said, and whether they agreed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import NotFound
from consult.services.directing import list_sub_regions
from consult.services.hearing_events import (
    NOT_AGREED,
    Event,
    Point,
    begin_event,
    find_event,
    keep_event,
    keep_points,
)
from consult.services.relaying import EVERY_POWER, describe_entry
from consult.services.setting_up import find_small_number
from consult.web.access import PUBLIC, allow
from consult.web.account_beginning import begin_here
from consult.web.account_cookie import hold, keep_in_cookie
from consult.web.account_unsent import ask_before_losing
from consult.web.account_visit import Visit, get_opening, get_stop_visit, get_writing_visit
from consult.web.account_way_in import get_way, hold_permit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.event_words import POINTS, make_people_page, make_said_page
from consult.web.group_cookie import keep_group_in_cookie
from consult.web.group_visit import get_ready_group
from consult.web.languages import SOURCE, find_page_language
from consult.web.limits import limit_groups
from consult.web.stops import Stop, Switching, run_stop
from forms.answers import Answer
from forms.builder import QuestionForm, field_name
from forms.definitions import Page

blueprint = Blueprint("account_event", __name__, url_prefix="/your-experience")
keep_in_cookie(blueprint)
keep_group_in_cookie(blueprint)
SEVERAL = ("ages", "genders", "languages", "areas")


@blueprint.route("/<slug>/event/people", methods=["GET", "POST"])
@allow(PUBLIC)
def people(slug: str) -> ResponseReturnValue:
    """When it was, how many took part, and who they were in broad terms."""
    visit = get_stop_visit(slug)
    return run_stop(visit, _make_people_stop(visit))


def _make_people_stop(visit: Visit) -> Stop:
    session, event = get_session(), _get_event(visit)
    small, areas = find_small_number(session), list_sub_regions(session)
    page = make_people_page(areas, small_number=small, today=get_today())
    stored = {name: getattr(event, name) or None for name in ("month", "people", *SEVERAL)}

    def keep(form: QuestionForm) -> bool:
        given = form.answers()
        several: Any = {name: [str(one) for one in _read_list(given.get(name))] for name in SEVERAL}
        number = given.get("people")
        keep_event(
            session,
            visit.opened,
            replace(event, month=str(given["month"] or ""), people=int(str(number or 0)), **several),
            small_number=small,
        )
        return False

    onward = url_for(".said", slug=visit.slug)
    return _make_stop(page, stored, url_for("account_group.home"), onward, keep, _check_people)


@blueprint.route("/<slug>/event/said", methods=["GET", "POST"])
@allow(PUBLIC)
def said(slug: str) -> ResponseReturnValue:
    """What was said, and whether people agreed to its being passed on."""
    visit = get_stop_visit(slug)
    return run_stop(visit, _make_said_stop(visit))


def _make_said_stop(visit: Visit) -> Stop:
    session, event = get_session(), _get_event(visit)
    stored: dict[str, Answer | None] = {"agreed": event.agreed or None}
    stored["may_print"] = ("yes" if event.may_print else "no") if event.agreed else None
    for number, point in enumerate(event.points, start=1):
        stored |= {f"point_{number}": point.words, f"said_by_{number}": point.said_by or None}

    def keep(form: QuestionForm) -> bool:
        given = form.answers()
        agreed, may_print = str(given["agreed"] or ""), given["may_print"] == "yes"
        told = replace(event, points=_read_points(given), agreed=agreed, may_print=may_print)
        keep_event(session, visit.opened, told, small_number=find_small_number(session))
        now, today = get_now(), get_today()
        keep_points(
            session, visit.opened, visit.definition, told, language=visit.language, today=today, now=now
        )
        return False

    back, onward = url_for(".people", slug=visit.slug), url_for("account.check", slug=visit.slug)
    return _make_stop(make_said_page(), stored, back, onward, keep, _check_said)


@blueprint.post("/group/event/<slug>")
@allow(PUBLIC)
@limit_groups
def begin(slug: str) -> ResponseReturnValue:
    """Begin an event, in the name of the group that opened its link here."""
    group = get_ready_group().group
    ask_before_losing(url_for(".begin", slug=slug))
    hold_permit(group.id)
    opening = get_opening(slug)
    hold(begin_here(opening, get_way(opening.consultation)))
    visit = get_writing_visit(slug)
    begin_event(get_session(), visit.opened)
    describe_entry(get_session(), group, visit.response.id, label="", powers=EVERY_POWER)
    return redirect(url_for(".people", slug=slug))


def _get_event(visit: Visit) -> Event:
    """The event of this visit. Raises: NotFound (C102) for one person's experience."""
    event = find_event(get_session(), visit.opened)
    if event is None:
        raise NotFound("C102")
    return event


def _make_stop(
    page: Page,
    stored: Mapping[str, Answer | None],
    back: str,
    onward: str,
    keep: Callable[[QuestionForm], bool],
    check: Callable[[QuestionForm], None],
) -> Stop:
    return Stop(
        page=page,
        stored=stored,
        language=find_page_language().tag,
        default_language=SOURCE,
        back=back,
        onward=onward,
        keep=keep,
        check=check,
        switching=Switching.SHOW,
        template="account/group/event.html",
    )


def _check_people(form: QuestionForm) -> None:
    number = form.answers()["people"]
    if isinstance(number, int) and number < 1:
        form[field_name("people")].errors = [gettext("Enter a number of people, 1 or more")]


def _check_said(form: QuestionForm) -> None:
    if form.answers()["agreed"] == NOT_AGREED:
        words = gettext("Without their agreement this cannot be passed on. Nothing was sent.")
        form[field_name("agreed")].errors = [words]


def _read_points(given: Mapping[str, Answer | None]) -> list[Point]:
    numbers = range(1, POINTS + 1)
    points = [Point(str(given[f"point_{n}"] or ""), str(given[f"said_by_{n}"] or "")) for n in numbers]
    return [point for point in points if point.words]


def _read_list(answer: Answer | None) -> list[object]:
    return list(answer) if isinstance(answer, list) else []
