"""A listening event passed on by a group: who took part, what was said, and whether they agreed.

After sending, its number changes the same until the day that was told, and what may be printed at any time.
"""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.services.experiences.amending import check_amendable
from consult.services.experiences.hearing_events import begin_event, find_points_question
from consult.services.experiences.relaying import EVERY_POWER, describe_entry
from consult.web.access import PUBLIC, allow
from consult.web.account_beginning import begin_here
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_event_stops import (
    make_people_stop,
    make_printing_stop,
    make_said_again_stop,
    make_said_stop,
)
from consult.web.account_pages import Way
from consult.web.account_unsent import ask_before_losing
from consult.web.account_visit import get_opening, get_reopened_visit, get_stop_visit, get_writing_visit
from consult.web.account_way_in import get_way, hold_permit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.group_visit import get_ready_group
from consult.web.limits import limit_groups
from consult.web.stops import run_stop

blueprint = Blueprint("account_event", __name__, url_prefix="/your-experience")
EXPERIENCE_COOKIE.keep(blueprint)
GROUP_COOKIE.keep(blueprint)


@blueprint.route("/<slug>/event/people", methods=["GET", "POST"])
@allow(PUBLIC)
def people(slug: str) -> ResponseReturnValue:
    """When it was, how many took part, and who they were in broad terms."""
    visit = get_stop_visit(slug)
    way = Way(url_for("account_group.home"), url_for(".said", slug=slug))
    return run_stop(visit, make_people_stop(visit, way))


@blueprint.route("/<slug>/event/said", methods=["GET", "POST"])
@allow(PUBLIC)
def said(slug: str) -> ResponseReturnValue:
    """What was said, and whether people agreed to its being passed on."""
    visit = get_stop_visit(slug)
    way = Way(url_for(".people", slug=slug), url_for("account.check", slug=slug))
    return run_stop(visit, make_said_stop(visit, way))


@blueprint.route("/return/event/people", methods=["GET", "POST"])
@allow(PUBLIC)
def change_people() -> ResponseReturnValue:
    """Change who took part, until the day that was told."""
    visit = get_reopened_visit()
    check_amendable(get_session(), visit.consultation, visit.response, today=get_today())
    return run_stop(visit, make_people_stop(visit, _find_own_way()))


@blueprint.route("/return/event/said", methods=["GET", "POST"])
@allow(PUBLIC)
def change_said() -> ResponseReturnValue:
    """Change what was said, until the same day."""
    visit = get_reopened_visit()
    check_amendable(get_session(), visit.consultation, visit.response, today=get_today())
    return run_stop(visit, make_said_again_stop(visit, _find_own_way()))


@blueprint.route("/return/event/printing", methods=["GET", "POST"])
@allow(PUBLIC)
def change_printing() -> ResponseReturnValue:
    """Change whether sentences of it may be printed, and for what it may be used, from now on."""
    visit = get_reopened_visit()
    return run_stop(visit, make_printing_stop(visit, _find_own_way()))


@blueprint.post("/group/event/<slug>")
@allow(PUBLIC)
@limit_groups
def begin(slug: str) -> ResponseReturnValue:
    """Begin an event, in the name of the group that opened its link here."""
    group = get_ready_group().group
    ask_before_losing(url_for(".begin", slug=slug))
    hold_permit(group.id)
    opening = get_opening(slug)
    find_points_question(opening.definition)
    EXPERIENCE_COOKIE.hold(begin_here(opening, get_way(opening.consultation)))
    visit = get_writing_visit(slug)
    begin_event(get_session(), visit.opened)
    describe_entry(get_session(), group, visit.response.id, label="", powers=EVERY_POWER)
    return redirect(url_for(".people", slug=slug))


def _find_own_way() -> Way:
    own = url_for("account_return.show")
    return Way(own, own)
