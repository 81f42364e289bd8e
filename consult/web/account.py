"""Telling one's own experience: a language, what this is, one thing a page, permission, check, number."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.services.consultations.caring import may_tell
from consult.services.consultations.consulting import list_open_consultations
from consult.services.consultations.publishing import find_published
from consult.vocabulary import FormPurpose
from consult.web.access import PUBLIC, allow
from consult.web.account_beginning import begin_here, read_age, show_about
from consult.web.account_check import find_check_back, list_additions, list_sections, locate_before, send
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_event_lines import (
    is_event,
    lead_away,
    leave_out_points,
    locate_event,
    locate_printing,
)
from consult.web.account_group_lines import list_group_sections
from consult.web.account_kept_away import list_kept_away, list_way_to_keep_away
from consult.web.account_pages import (
    STOPS,
    find_more_way,
    find_permission_way,
    find_place,
    find_way,
    make_permission_stop,
    make_question_stop,
    make_telling_stop,
)
from consult.web.account_prompts import decide, find_few, list_asked, list_prompt_errors
from consult.web.account_room import find_last_day, list_observers
from consult.web.account_sent import find_obstacles
from consult.web.account_visit import (
    find_sent,
    get_opening,
    get_stop_visit,
    get_writing_visit,
    is_form_open,
)
from consult.web.account_way_in import get_way
from consult.web.answered_lines import find_problems
from consult.web.clock import get_today
from consult.web.database import brief_transaction, get_session
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.headers import clear_browser
from consult.web.limits import limit_begins, limit_form_sends, limit_sends
from consult.web.opening import describe_frame, get_page
from consult.web.return_numbers import stretch_number
from consult.web.stops import SWITCH_FIELD, WRONG, run_stop

blueprint = Blueprint("account", __name__, url_prefix="/your-experience")
EXPERIENCE_COOKIE.keep(blueprint)
blueprint.add_app_template_global(list_observers)
blueprint.add_app_template_global(find_last_day)


@blueprint.get("/")
@allow(PUBLIC)
def index() -> ResponseReturnValue:
    """Where an experience can be told now, and where to come back with a number."""
    found = list_open_consultations(get_session(), today=get_today())
    asked = [one for one in found if find_published(get_session(), one.id, FormPurpose.ACCOUNT)]
    offered = [one for one in asked if is_form_open(one)]
    return render_template("account/index.html", consultations=offered)


@blueprint.get("/leave")
@allow(PUBLIC)
def leave() -> ResponseReturnValue:
    """The way out: this browser forgets everything, and goes somewhere harmless."""
    EXPERIENCE_COOKIE.hold(None)
    away = make_response(redirect(current_app.config["EXIT_ADDRESS"]))
    away.headers["Referrer-Policy"] = "no-referrer"
    return GROUP_COOKIE.drop(EXPERIENCE_COOKIE.drop(clear_browser(away)))


@blueprint.get("/<slug>/")
@allow(PUBLIC)
def start(slug: str) -> ResponseReturnValue:
    """Choose the language to tell it in."""
    opening = get_opening(slug)
    return render_template(
        "account/language.html", opening=opening, languages=list(opening.definition.languages)
    )


@blueprint.get("/<slug>/about")
@allow(PUBLIC)
def about(slug: str) -> ResponseReturnValue:
    """What this is, what it cannot do, and who is in the room; before anything is asked."""
    return show_about(get_opening(slug))


@blueprint.post("/<slug>/about")
@allow(PUBLIC)
@limit_begins
def begin(slug: str) -> ResponseReturnValue:
    """Begin, under a key that only this browser gets; whoever is too young is led to somebody who helps."""
    opening, age = get_opening(slug), read_age()
    way = get_way(opening.consultation)
    if SWITCH_FIELD in request.form:
        return show_about(opening)
    if age is None:
        return make_response(show_about(opening, is_age_missing=True), WRONG)
    if not may_tell(age, is_relay=bool(way.group_id)):
        return redirect(url_for("account_safety.young", slug=slug))
    EXPERIENCE_COOKIE.hold(begin_here(opening, way))
    return redirect(url_for("account.question", slug=slug, page_id=opening.definition.pages[0].id))


@blueprint.route("/<slug>/q/<page_id>", methods=["GET", "POST"])
@allow(PUBLIC)
def question(slug: str, page_id: str) -> ResponseReturnValue:
    """One page of the questionnaire."""
    visit = get_stop_visit(slug)
    page = leave_out_points(visit, get_page(visit, page_id))
    return run_stop(visit, make_question_stop(visit, page, find_way(visit, page)))


@blueprint.route("/<slug>/permission", methods=["GET", "POST"])
@allow(PUBLIC)
def permission(slug: str) -> ResponseReturnValue:
    """What may be done with the words."""
    visit = get_stop_visit(slug)
    lead_away(visit, locate_printing(visit))
    return run_stop(visit, make_permission_stop(visit, find_permission_way(visit)))


@blueprint.route("/<slug>/told", methods=["GET", "POST"])
@allow(PUBLIC)
def telling(slug: str) -> ResponseReturnValue:
    """What else a relay may say of how it was told."""
    visit = get_stop_visit(slug)
    lead_away(visit, locate_event(visit, "people"))
    return run_stop(visit, make_telling_stop(visit, find_more_way(visit)))


@blueprint.get("/<slug>/check")
@allow(PUBLIC)
def check(slug: str) -> ResponseReturnValue:
    """Everything said and allowed, with a way back to each."""
    return _show_check(slug, are_problems_shown=False)


@blueprint.post("/<slug>/check")
@allow(PUBLIC)
@limit_sends
@limit_form_sends
def submit(slug: str) -> ResponseReturnValue:
    """Send it; sent again, it is the same experience with the same number."""
    if SWITCH_FIELD in request.form:
        decide(get_writing_visit(slug))
        return redirect(url_for("account.check", slug=slug))
    with brief_transaction():
        visit = get_writing_visit(slug)
        problems = [*find_problems(list_sections(visit, locate_before(visit))), *find_obstacles(visit)]
        if problems or list_prompt_errors(list_asked(visit, is_checked=True)):
            return _show_check(slug, are_problems_shown=True), WRONG
    stretched = stretch_number(visit.held.codename)
    visit = get_writing_visit(slug)
    decide(visit)
    send(visit, stretched)
    return redirect(url_for("account.number", slug=slug))


@blueprint.get("/<slug>/number")
@allow(PUBLIC)
def number(slug: str) -> ResponseReturnValue:
    """The return number, shown until the person says they have it."""
    return _show_number(slug, "account/number.html")


@blueprint.post("/<slug>/number")
@allow(PUBLIC)
def confirm(slug: str) -> ResponseReturnValue:
    """The number is written down: this browser forgets it, after showing it once more."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for("account.number", slug=slug))
    if not request.form.get("written_down"):
        return make_response(_show_number(slug, "account/number.html", is_unconfirmed=True), WRONG)
    held = EXPERIENCE_COOKIE.find()
    shown = make_response(_show_number(slug, "account/leaving.html"))
    EXPERIENCE_COOKIE.hold(None)
    return shown if held is not None and held.group_id else clear_browser(shown)


def _show_check(slug: str, *, are_problems_shown: bool) -> str:
    visit = get_writing_visit(slug)
    locate = locate_before(visit)
    sections = list_sections(visit, locate)
    asked = list_asked(visit, is_checked=are_problems_shown)
    problems = [*find_problems(sections), *find_obstacles(visit)] if are_problems_shown else []
    return render_template(
        "account/check.html",
        **describe_frame(visit),
        visit=visit,
        sections=[*sections, *list_kept_away(visit), *list_group_sections(visit)],
        back=find_check_back(visit),
        additions=[*list_additions(visit, locate), *list_way_to_keep_away(visit)],
        asked=asked,
        few=find_few(visit),
        place="" if is_event(visit) else find_place(visit),
        language_form="answers",
        errors=[*problems, *list_prompt_errors(asked)],
        step=(STOPS, STOPS),
    )


def _show_number(slug: str, template: str, *, is_unconfirmed: bool = False) -> ResponseReturnValue:
    sent = find_sent(slug)
    if sent is None:
        return redirect(url_for("account_return.enter"))
    held, response = sent
    return render_template(
        template,
        slug=slug,
        response=response,
        number=held.codename.shown(),
        is_relay=bool(held.group_id),
        is_unconfirmed=is_unconfirmed,
    )
