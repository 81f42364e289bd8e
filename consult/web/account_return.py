"""Coming back with a return number: read what was sent, change what is allowed, withdraw it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.sealing.codenames import parse_codename
from consult.sealing.errors import CodenameMistyped
from consult.services import auditing
from consult.services.experiences.amending import check_amendable, find_last_day, is_amendable
from consult.services.experiences.giving import reopen_account
from consult.services.experiences.group_powers import find_powers
from consult.services.experiences.relaying import list_corrections
from consult.services.experiences.setting_aside import find_own_handling
from consult.services.keeping.holding import is_held
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.following_outcomes import Followed, list_outcomes
from consult.web.access import PUBLIC, allow
from consult.web.account_check import list_additions, list_sections, locate_after
from consult.web.account_cookie import EXPERIENCE_COOKIE, Held
from consult.web.account_event_lines import (
    lead_away,
    leave_out_points,
    locate_event,
    locate_printing,
    locate_saying_again,
)
from consult.web.account_kept_away import list_kept_away
from consult.web.account_pages import Way, make_amending_stop, make_permission_stop, make_telling_stop
from consult.web.account_visit import Visit, get_reopened_visit
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.followed_outcomes import read_followed
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.headers import clear_browser
from consult.web.key_store import get_key_store
from consult.web.languages import find_chosen_language
from consult.web.opening import describe_frame, get_page
from consult.web.return_numbers import open_typed_number
from consult.web.stops import WRONG, run_stop

blueprint = Blueprint("account_return", __name__, url_prefix="/your-experience/return")
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.get("/")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Where the return number is typed."""
    return render_template("account/return_number.html")


@blueprint.post("/")
@allow(PUBLIC)
def reopen() -> ResponseReturnValue:
    """Open it; whatever is wrong with a number, the answer is the same."""
    held = _find(request.form.get("return_number", ""))
    refusal = _refuse()  # drawn for a known number too, so that it takes as long as an unknown one
    if held is None:
        return refusal, WRONG
    EXPERIENCE_COOKIE.hold(held)
    return redirect(url_for("account_return.show"))


@blueprint.get("/yours")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """One's own words as they were given, and what is allowed."""
    visit = get_reopened_visit()
    return render_template(
        "account/own.html",
        **describe_frame(visit),
        visit=visit,
        again=locate_saying_again(visit),
        sections=[*list_sections(visit, locate_after), *list_kept_away(visit)],
        additions=list_additions(visit, locate_after),
        corrections=list_corrections(get_session(), visit.response.id, visit.key),
        **_say_until_when(visit),
        has_group=find_powers(get_session(), get_key_store(), visit.response.id) is not None,
        is_set_aside=find_own_handling(get_session(), visit.response.id) is not None,
        outcomes=_list_outcomes(visit),
    )


@blueprint.route("/q/<page_id>", methods=["GET", "POST"])
@allow(PUBLIC)
def question(page_id: str) -> ResponseReturnValue:
    """Change what was said, until the day that was told."""
    visit = get_reopened_visit()
    check_amendable(get_session(), visit.consultation, visit.response, today=get_today())
    page = leave_out_points(visit, get_page(visit, page_id))
    return run_stop(visit, make_amending_stop(visit, page, _find_way()))


@blueprint.route("/permission", methods=["GET", "POST"])
@allow(PUBLIC)
def permission() -> ResponseReturnValue:
    """Change what is allowed; it counts from now on."""
    visit = get_reopened_visit()
    lead_away(visit, locate_printing(visit))
    return run_stop(visit, make_permission_stop(visit, _find_way()))


@blueprint.route("/told", methods=["GET", "POST"])
@allow(PUBLIC)
def telling() -> ResponseReturnValue:
    """Say more of how it was told, until the same day."""
    visit = get_reopened_visit()
    check_amendable(get_session(), visit.consultation, visit.response, today=get_today())
    lead_away(visit, locate_event(visit, "people"))
    return run_stop(visit, make_telling_stop(visit, _find_way()))


@blueprint.get("/withdraw")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask before withdrawing, for it cannot be undone."""
    visit = get_reopened_visit()
    response = visit.response
    held = is_held(get_session(), response.consultation_id, response.id, get_today())
    return render_template("account/withdraw.html", **describe_frame(visit), visit=visit, is_held=held)


@blueprint.post("/withdraw")
@allow(PUBLIC)
def take_back() -> ResponseReturnValue:
    """Withdraw: the words and their key are deleted, and this browser forgets them."""
    visit, store, by = get_reopened_visit(), get_key_store(), auditing.PUBLIC
    withdraw(get_session(), visit.response, store=store, actor=by, now=get_now(), key=visit.key)
    EXPERIENCE_COOKIE.hold(None)
    gone = make_response(render_template("account/withdrawn.html"))
    return GROUP_COOKIE.drop(clear_browser(gone))


@blueprint.post("/close")
@allow(PUBLIC)
def close() -> ResponseReturnValue:
    """Close it in this browser, which forgets the language too: the address says it once more."""
    EXPERIENCE_COOKIE.hold(None)
    index = url_for("account.index", lang=find_chosen_language().tag)
    return GROUP_COOKIE.drop(clear_browser(make_response(redirect(index))))


def _say_until_when(visit: Visit) -> dict[str, Any]:
    """Until which day words can be changed, and whether that is still to come."""
    session, consultation, response = get_session(), visit.consultation, visit.response
    last_day = find_last_day(session, consultation, response)
    still = is_amendable(session, consultation, response, today=get_today())
    return {"last_day": last_day, "is_amendable": still}


def _list_outcomes(visit: Visit) -> Sequence[Followed]:
    def find(session: Session, reads_carried: bool) -> list[Followed]:
        return list_outcomes(session, visit.response, today=get_today(), reads_carried=reads_carried)

    return read_followed(find)


def _refuse() -> str:
    words = gettext("We do not know that return number. Check each group of digits and try again.")
    errors = [{"text": words, "href": "#return-number"}]
    return render_template("account/return_number.html", errors=errors)


def _find_way() -> Way:
    own = url_for("account_return.show")
    return Way(own, own)


def _find(typed: str) -> Held | None:
    """What a number as typed opens; None for one that is mistyped, unknown or withdrawn."""
    try:
        codename = parse_codename(typed)
        reopening = open_typed_number(codename)
        with brief_transaction() as session:
            found_id = reopen_account(session, get_key_store(), reopening).response.id
    except (CodenameMistyped, NotFound):
        return None
    return Held(found_id, codename.reveal().decode("ascii"))
