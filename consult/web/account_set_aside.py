"""On the return page: that what was sent was set aside, why, and one answer to it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict
from consult.services.setting_aside import LONGEST_APPEAL, appeal, find_own_handling
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import keep_in_cookie
from consult.web.account_visit import get_reopened_visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.opening import describe_frame
from consult.web.stops import WRONG
from forms.intake import as_given

blueprint = Blueprint("account_set_aside", __name__, url_prefix="/your-experience/return")
keep_in_cookie(blueprint)


@blueprint.get("/set-aside")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Why it was set aside, and what came of it."""
    return _show()


@blueprint.post("/set-aside")
@allow(PUBLIC)
def answer() -> ResponseReturnValue:
    """Keep one's answer; somebody else on the staff decides then."""
    visit, text = get_reopened_visit(), as_given(request.form.get("answer", ""))
    try:
        appeal(get_session(), visit.response.id, text, key=visit.key, today=get_today())
    except Conflict as error:
        if error.code != "C337":
            return redirect(url_for("account_set_aside.show"))
        words = gettext("Write your answer, in up to %(number)s characters", number=str(LONGEST_APPEAL))
        return _show(text, [{"text": words, "href": "#answer"}]), WRONG
    return redirect(url_for("account_set_aside.show"))


def _show(text: str = "", errors: list[dict[str, str]] | None = None) -> str:
    visit = get_reopened_visit()
    return render_template(
        "account/set_aside.html",
        **describe_frame(visit),
        visit=visit,
        handling=find_own_handling(get_session(), visit.response.id),
        reasons=list_reasons(),
        text=text,
        errors=errors or [],
    )


def list_reasons() -> dict[str, str]:
    """Why, in words for whoever wrote it."""
    return {
        "not_lived": gettext("It does not tell what somebody lived through."),
        "twice": gettext("The same was sent before."),
        "trial": gettext("It looks like a trial of this form."),
        "advertising": gettext("It advertises something."),
        "abusive": gettext("Its words insult or threaten somebody."),
    }
