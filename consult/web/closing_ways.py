"""A change to a return that was sent counts at once: answers behind a way that it closes are asked about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext

from consult.models.response import Response
from consult.services.returns.saving import Written, list_versions, save_page
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.opening import Opening
from consult.web.reached import find_reach
from consult.web.stops import find_written_language
from forms.answers import Shown
from forms.builder import QuestionForm, field_name
from forms.definitions import find_text
from forms.flow.reaching import Answers

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
    lost = find_closed(visit, response, form) if request.method == "POST" else {}
    if not lost:
        return []
    is_agreed = request.form.get(CLOSES_FIELD) == AGREED
    error = "" if is_agreed else gettext("Say that these answers may go, or change your answer back")
    default = visit.definition.default_language
    words = [find_text(visit.definition.get_question(id).label, visit.language, default) for id in lost]
    return [ClosedWay(words, is_agreed, error)]


def find_closed(visit: Opening, response: Response, form: QuestionForm) -> Answers:
    """The questions whose answers the change takes away, and what is left of each, mostly None.

    Those on the page itself too, where they are filled in still; not those that somebody has emptied there.
    """
    typed = form.answers()
    before, after = find_reach(visit, response), find_reach(visit, response, typed=typed)
    filled_in = {id for id in typed if _is_filled_in(form[field_name(id)])}
    lost = (before.counted.keys() - typed.keys() | filled_in) - after.counted.keys()
    return {one.id: after.not_offered.get(one.id) for one in visit.definition.questions() if one.id in lost}


def _is_filled_in(field: Any) -> bool:
    return not field.errors and not field.handler.is_empty(field.data)


def drop_closed(visit: Opening, response: Response, agreed: Iterable[str]) -> None:
    """Take away what was agreed to where the answers as stored close its way, whichever versions of it stand.

    A change that became one of two versions, or was made before, closes nothing. The history stays.
    """
    session, stored = get_session(), find_reach(visit, response)
    written = {
        id: Written(
            stored.not_offered.get(id),
            tuple(one.revision_id for one in list_versions(session, response, id)),
        )
        for id in agreed
        if id not in stored.counted
    }
    save_page(session, response, written, language=find_written_language(visit), now=get_now())
