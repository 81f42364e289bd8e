"""A change to a return that was sent counts at once: answers behind a way that it closes are asked about."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from consult.models.response import Response
from consult.services.returns.answering import list_own_answers
from consult.services.returns.saving import Written, save_page
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.opening import Opening
from consult.web.reached import find_reach
from consult.web.stops import find_written_language
from forms.answers import Shown
from forms.builder import QuestionForm
from forms.definitions import find_text

CLOSES_FIELD = "closes"
AGREED = "yes"
TEMPLATE = "public/closing.html"


@dataclass(frozen=True)
class ClosedWay:
    """Questions whose answers go with the change that was typed, each with the language of its words."""

    labels: list[Shown]
    is_agreed: bool
    error: str = ""
    name: str = CLOSES_FIELD


def ask_about_closed(visit: Opening, response: Response, form: QuestionForm) -> list[ClosedWay]:
    """What a form that was sent would take away; nothing where it takes nothing."""
    lost = _list_lost(visit, response, form) if request.method == "POST" else []
    if not lost:
        return []
    is_agreed = request.form.get(CLOSES_FIELD) == AGREED
    error = "" if is_agreed else gettext("Say that these answers may go, or change your answer back")
    default = visit.definition.default_language
    words = [find_text(visit.definition.get_question(id).label, visit.language, default) for id in lost]
    return [ClosedWay(words, is_agreed, error)]


def drop_closed(visit: Opening, response: Response, form: QuestionForm) -> None:
    """Empty the answers that the change takes away, once that was agreed to; their history stays."""
    lost = _list_lost(visit, response, form)
    own = {one.question_id: one for one in list_own_answers(get_session(), response)}
    written = {id: Written(None, (own[id].revision_id or "",)) for id in lost}
    save_page(get_session(), response, written, language=find_written_language(visit), now=get_now())


def _list_lost(visit: Opening, response: Response, form: QuestionForm) -> list[str]:
    before = find_reach(visit, response).counted
    after = find_reach(visit, response, typed=form.answers()).counted
    return [id for id in before if id not in after and id not in form.answers()]
