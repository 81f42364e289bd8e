"""Answers that read as another language than was declared: the list, and what a person says of one."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.response import Response
from consult.queries.disputed_languages import list_disputed, list_settled
from consult.queries.runs import find_latest_run
from consult.services.analyses.settling_languages import settle_language
from consult.vocabulary import LANGUAGES
from consult.web.access import DECIDE, allow, meets
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_answers import list_labels
from consult.web.desk_return_pages import get_return, name_respondent
from consult.web.desk_titles import find_title
from consult.web.desk_words import name_language
from consult.web.theme_runs import get_run
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_answer_languages", __name__, url_prefix="/desk/consultations/<slug>")


@dataclass(frozen=True)
class Shown:
    """What stands beside an answer: as which language it reads, or what was settled and by whom."""

    reads_as: str
    settled: str = ""
    staff: str = ""

    @property
    def language(self) -> str:
        """The language to mark the words with."""
        return self.settled or self.reads_as


@bp.get("/answer-languages")
@allow(DECIDE)
def index(slug: str) -> ResponseReturnValue:
    """Every answer of a return that waits for somebody to say which language it is in."""
    consultation, run = get_run(slug)
    found = list_disputed(get_session(), get_current_viewer(), run)
    rows = [(one, name_respondent(one.response), list_labels(one.response)) for one in found]
    return render_template(
        "desk/returns/languages.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        rows=rows,
        name_language=name_language,
    )


@bp.post("/returns/<response_id>/language")
@allow(DECIDE)
def settle(slug: str, response_id: str) -> ResponseReturnValue:
    """Keep which language an answer is in."""
    response = get_return(slug, response_id)[1]
    question_id, language = request.args.get("question", ""), request.form.get("language", "")
    who = {"staff_id": current_user.id, "now": get_now()}
    settle_language(get_session(), response, question_id, language, **who)
    flash(f"It is kept: {name_language(language)}. The next analysis reads it so.")
    anchor = f"q-{question_id}"
    return redirect(url_for("desk_returns.show", slug=slug, response_id=response_id, _anchor=anchor))


def describe_languages(response: Response) -> dict[str, Any]:
    """What the page of a return shows of languages in doubt, and those that its reader may choose."""
    return {"languages": _list_shown(response), "languages_offered": _list_offered()}


def _list_shown(response: Response) -> dict[str, Shown]:
    """What stands beside each answer of a return, by question; nothing where nothing is in doubt."""
    session, viewer = get_session(), get_current_viewer()
    run = find_latest_run(session, response.consultation_id)
    disputed = list_disputed(session, viewer, run, response.id) if run else []
    shown = {one.question_id: Shown(one.reads_as) for one in disputed}
    settled = list_settled(session, viewer, response.id)
    return shown | {one.question_id: Shown("", one.language, one.staff) for one in settled}


def _list_offered() -> list[dict[str, str]]:
    """The languages that somebody may choose; none to whoever may not decide."""
    if not meets(DECIDE):
        return []
    return [{"value": tag, "text": one.english_name} for tag, one in LANGUAGES.items()]
