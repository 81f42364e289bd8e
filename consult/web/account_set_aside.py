"""On the return page: that what was sent was set aside, why, and one answer to it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict
from consult.services.experiences.setting_aside import LONGEST_APPEAL, appeal, find_own_handling
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_free_words import FreeWords, read_free_words
from consult.web.account_prompts import list_languages_of
from consult.web.account_visit import Visit, get_reopened_visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.opening import describe_frame
from consult.web.stops import WRONG

blueprint = Blueprint("account_set_aside", __name__, url_prefix="/your-experience/return")
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.get("/set-aside")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Why it was set aside, and what came of it."""
    visit = get_reopened_visit()
    return _show(visit, _read_answer(visit))


@blueprint.post("/set-aside")
@allow(PUBLIC)
def answer() -> ResponseReturnValue:
    """Keep one's answer, words by which somebody could be known as was chosen; somebody else decides then."""
    visit = get_reopened_visit()
    given = _read_answer(visit)
    if not given.is_to_keep:
        return _show(visit, given), WRONG
    try:
        appeal(get_session(), visit.response.id, given.decide(), key=visit.key, today=get_today())
    except Conflict as error:
        if error.code == "C337":
            words = gettext("Write your answer, in up to %(number)s characters", number=str(LONGEST_APPEAL))
            return _show(visit, given, words), WRONG
    return redirect(url_for("account_set_aside.show"))


def _read_answer(visit: Visit) -> FreeWords:
    return read_free_words("answer", list_languages_of(visit), LONGEST_APPEAL)


def _show(visit: Visit, given: FreeWords, mistake: str = "") -> str:
    return render_template(
        "account/set_aside.html",
        **describe_frame(visit),
        **given.describe(mistake),
        visit=visit,
        handling=find_own_handling(get_session(), visit.response.id),
        reasons=list_reasons(),
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
