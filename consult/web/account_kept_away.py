"""Who must never read or translate an experience: named before it is sent, or later with the return number.

Only the person's own pages show the list; a group that may read words back never sees whom they named.
"""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.services.concerns.keeping_away import LONGEST_LIST, find_readable_list, keep_away
from consult.web.access import PUBLIC, allow
from consult.web.account_check import Addition
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_pages import FROM_CHECK, Way, find_more_way
from consult.web.account_visit import Visit, get_reopened_visit, get_stop_visit
from consult.web.answered_lines import Line, Section
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Stop, run_stop
from forms.answers import Shown
from forms.builder import QuestionForm, field_name
from forms.definitions import Page, Question

blueprint = Blueprint("account_kept_away", __name__, url_prefix="/your-experience")
EXPERIENCE_COOKIE.keep(blueprint)
KEPT_AWAY = "kept_away"
AS_A_CHANGE: dict[str, Any] = {"from": FROM_CHECK}


@blueprint.route("/<slug>/keep-away", methods=["GET", "POST"])
@allow(PUBLIC)
def name(slug: str) -> ResponseReturnValue:
    """Name people who must never read it, before it is sent."""
    visit = get_stop_visit(slug)
    return run_stop(visit, _make_stop(visit, find_more_way(visit)))


@blueprint.route("/return/keep-away", methods=["GET", "POST"])
@allow(PUBLIC)
def change() -> ResponseReturnValue:
    """Change whom one named, at any time."""
    visit, own = get_reopened_visit(), url_for("account_return.show")
    return run_stop(visit, _make_stop(visit, Way(own, own)))


def list_kept_away(visit: Visit) -> list[Section]:
    """Whom the person named, with the way to change it; nothing where they named nobody."""
    found, tag = find_readable_list(get_session(), visit.response.id, visit.key), find_page_language().tag
    said = (found.words, visit.response.language) if found else (_say_damaged(), tag)
    line = Line(KEPT_AWAY, (_ask(), tag), [said], _locate(visit))
    return [Section(_say_title(), [line])] if said[0] else []


def list_way_to_keep_away(visit: Visit) -> list[Addition]:
    """The way to the page, where nobody was named yet."""
    return [] if list_kept_away(visit) else [Addition(_say_title(), _locate(visit))]


def _locate(visit: Visit) -> str:
    if visit.held.draft_key:
        return url_for("account_kept_away.name", slug=visit.slug, **AS_A_CHANGE)
    return url_for("account_kept_away.change")


def _make_stop(visit: Visit, way: Way) -> Stop:
    session, response, tag = get_session(), visit.response, find_page_language().tag
    found = find_readable_list(session, response.id, visit.key)

    def keep(form: QuestionForm) -> None:
        said = str(form.answers()[KEPT_AWAY] or "")
        keep_away(session, get_key_store(), response.id, visit.key, said, on=get_today())

    return Stop(
        page=Page(KEPT_AWAY, {tag: _say_title()[0]}, (_make_question(tag, is_damaged=found is None),)),
        stored={KEPT_AWAY: (found.words if found else "") or None},
        language=tag,
        default_language=SOURCE,
        back=way.back,
        onward=way.onward,
        keep=keep,
        check=_check,
        template="account/kept_away.html",
    )


def _make_question(tag: str, *, is_damaged: bool) -> Question:
    hint = gettext(
        "For example: an interpreter by name, or anybody from one place. If a name is spelt in several ways, "
        "give each. Leave it empty if there is nobody."
    )
    hint = f"{_say_damaged()} {hint}" if is_damaged else hint
    return Question(KEPT_AWAY, "text", {tag: _ask()}, {tag: hint}, appearance="multiline")


def _check(form: QuestionForm) -> None:
    if len(str(form.answers()[KEPT_AWAY] or "").strip()) > LONGEST_LIST:
        form[field_name(KEPT_AWAY)].errors = [gettext("Use at most %(most)s characters", most=LONGEST_LIST)]


def _ask() -> str:
    return gettext("Who must never read or translate your words?")


def _say_damaged() -> str:
    return gettext(
        "Your list is damaged and cannot be opened. Until you write it again, nobody on the staff can read "
        "your experience."
    )


def _say_title() -> Shown:
    return gettext("People who must never read this"), find_page_language().tag
