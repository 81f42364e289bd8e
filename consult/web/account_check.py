"""The page that shows an experience before it is sent, the same lines afterwards, and sending it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext
from markupsafe import Markup

from consult.sealing.codenames import StretchedCodename
from consult.sealing.key_files import read_public_key
from consult.services.answering import OwnAnswer, list_own_answers
from consult.services.consenting import current_consent
from consult.services.giving import send_account
from consult.services.saving import list_branched
from consult.vocabulary import Purpose
from consult.web.account_cookie import hold
from consult.web.account_pages import FROM_CHECK, find_place
from consult.web.account_visit import Visit
from consult.web.account_words import PERMISSION, say_permission
from consult.web.answering_lines import Line, Section
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.languages import find_page_language, lang_attrs
from forms.answers import Shown
from forms.definitions import Question, find_text
from forms.kinds import get_handler
from forms.routing import get_page_of, is_answered, list_unanswered_required


def list_sections(visit: Visit) -> list[Section]:
    """Every question with what was said, then what may be done with it."""
    own = {one.question_id: one for one in list_own_answers(get_session(), visit.response, visit.key)}
    missing = list_unanswered_required(visit.definition, {name: one.value for name, one in own.items()})
    branched = list_branched(get_session(), visit.response)
    lines = [
        replace(
            _make_line(visit, question, own.get(question.id)),
            is_missing=question in missing,
            is_branched=question.id in branched,
        )
        for question in visit.definition.questions()
    ]
    tag = find_page_language().tag
    return [
        Section((gettext("Your words"), tag), lines),
        Section((gettext("What we may do with them"), tag), [make_permission_line(visit)]),
    ]


def make_permission_line(visit: Visit) -> Line:
    """The permissions that hold now, one a line."""
    tag, held = find_page_language().tag, current_consent(get_session(), visit.response.id)
    granted = [purpose for purpose in Purpose if purpose in held and held[purpose].granted]
    place = find_place(visit)
    lines = [(say_permission(purpose, place), tag) for purpose in granted]
    nothing = [(gettext("Nothing: your words stay locked and nobody reads them."), tag)]
    address = _locate(visit, "permission")
    return Line(PERMISSION, (gettext("You allow"), tag), lines or nothing, address)


def find_problems(sections: list[Section]) -> list[dict[str, object]]:
    """What stands in the way of sending, as items of the error summary with links to each page."""
    lines = [line for section in sections for line in section.lines]
    return [_describe_problem(line) for line in lines if line.is_missing or line.is_branched]


def send(visit: Visit, number: StretchedCodename) -> None:
    """Send the experience under what the number that this browser keeps gave; its draft key goes.

    Raises: NoKey (C301), Conflict (C202, C204).
    """
    send_account(
        get_session(),
        visit.opened,
        visit.definition,
        {},
        number=number,
        public_key=read_public_key(Path(current_app.config["KEY_FILE"])),
        today=get_today(),
        now=get_now(),
    )
    hold(replace(visit.held, draft_key=""))


def _make_line(visit: Visit, question: Question, one: OwnAnswer | None) -> Line:
    language, default = visit.language, visit.definition.default_language
    lines: list[Shown] = []
    if one is not None and is_answered(question, {question.id: one.value}):
        shown = get_handler(question.kind).display(one.value, question, language, default)
        lines = [(text, tag or one.language) for text, tag in shown]
    page_id = get_page_of(visit.definition, question.id).id
    address = _locate(visit, "question", page_id=page_id)
    return Line(question.id, find_text(question.label, language, default), lines, address)


def _locate(visit: Visit, endpoint: str, **values: Any) -> str:
    """The page of an answer, which leads back to this one."""
    came_from = {"from": FROM_CHECK}
    return url_for(f"account.{endpoint}", slug=visit.slug, **values | came_from)


def _describe_problem(line: Line) -> dict[str, object]:
    label = Markup("<span {}>{}</span>").format(lang_attrs(line.label[1]), line.label[0])
    words = gettext("Two versions of this answer") if line.is_branched else gettext("Not answered yet")
    return {"html": Markup("{}: {}").format(words, label), "href": line.address}
