"""The stops on the way through a return, each a form on one page: shown, checked, kept, gone on from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.services.saving import Version
from consult.web.addresses import change_query
from consult.web.answering_session import FORM_FIELD, sign_held
from consult.web.answering_visit import Visit
from consult.web.languages import find_page_language
from consult.web.public_words import find_words
from forms.answers import Answer, Shown
from forms.builder import QuestionForm, build_form, error_summary, stored_data
from forms.definitions import Page, Question
from forms.kinds import get_handler

LANGUAGE_FIELD = "_language"
CHECKED_FIELD = "_checked"
SWITCH_FIELD = "switch_language"
WRONG = 422
SECONDS = 60


def accept_everything(form: QuestionForm) -> None:
    """The check of a stop that has no rules beyond those of its questions."""


@dataclass(frozen=True)
class Stop:
    """One stop. `keep` stores the form's answers and says True where the person must stay on the page."""

    page: Page
    stored: Mapping[str, Answer | None]
    language: str
    default_language: str
    number: int
    total: int
    back: str
    onward: str
    keep: Callable[[QuestionForm], bool]
    check: Callable[[QuestionForm], None] = accept_everything
    hidden: list[tuple[str, str]] = field(default_factory=list)
    versions: Mapping[str, list[Version]] = field(default_factory=dict)


def run_stop(visit: Visit, stop: Stop) -> ResponseReturnValue:
    """Show the stop, or take what was sent: keep it and go on, or show it again with what is wrong."""
    form = _open_form(stop)
    if request.method != "POST":
        return _show(visit, stop, form)
    if SWITCH_FIELD in request.form:
        return _switch_language(visit, stop, form)
    if not _is_right(stop, form):
        return _show(visit, stop, form), WRONG
    return redirect(_own_address() if stop.keep(form) else stop.onward)


def find_written_language(visit: Visit) -> str:
    """The language of the page that was filled in; the switch may have asked for another by now."""
    sent = request.form.get(LANGUAGE_FIELD, "")
    return sent if sent in visit.definition.languages else visit.language


def _open_form(stop: Stop) -> QuestionForm:
    made = build_form(
        stop.page,
        language=stop.language,
        default_language=stop.default_language,
        translate=gettext,
        interface_language=find_page_language().tag,
    )
    return made(data=stored_data(stop.page, stop.stored))


def _is_right(stop: Stop, form: QuestionForm) -> bool:
    form.validate()
    stop.check(form)
    return not any(one.errors for one in form)


def _switch_language(visit: Visit, stop: Stop, form: QuestionForm) -> ResponseReturnValue:
    """Keep what can be kept; what cannot stays in the form, with its errors where they were shown."""
    was_checked = CHECKED_FIELD in request.form
    if was_checked and not _is_right(stop, form):
        return _show(visit, stop, form)
    if any(one.process_errors for one in form):
        return _show(visit, stop, form)
    stop.keep(form)
    return redirect(_own_address())


def _show(visit: Visit, stop: Stop, form: QuestionForm) -> str:
    errors = error_summary(form)
    own = [(FORM_FIELD, sign_held(visit.slug, visit.held)), (LANGUAGE_FIELD, visit.language)]
    checked = [(CHECKED_FIELD, "1")] if errors else []
    return render_template(
        "public/stop.html",
        **describe_frame(visit),
        visit=visit,
        stop=stop,
        form=form,
        errors=errors,
        title=_find_title(visit, form),
        has_own_heading=len(_list_asked(form)) == 1,
        language_form="answers",
        hidden=[*own, *checked, *stop.hidden],
        show_version=show_version,
    )


def show_version(visit: Visit, question_id: str, version: Version) -> list[Shown]:
    """One of several versions of an answer, line by line, as people read it."""
    if version.value is None:
        return []
    question = visit.definition.get_question(question_id)
    shown = get_handler(question.kind).display(
        version.value, question, visit.language, visit.definition.default_language
    )
    return list(shown)


def _find_title(visit: Visit, form: QuestionForm) -> str:
    """What the page is called in the browser's tab: its heading, or its only question."""
    if form.heading:
        return form.heading[0]
    asked = _list_asked(form)
    return (
        form.wording.find(asked[0].label)[0] if len(asked) == 1 else find_words(visit.consultation.title)[0]
    )


def _list_asked(form: QuestionForm) -> list[Question]:
    return [question for question in form.page.questions if question.is_answerable]


def describe_frame(visit: Visit) -> dict[str, Any]:
    """What the layout needs on every page of a return, the warning before the session ends included."""
    return {
        "languages": list(visit.definition.languages),
        "session_seconds": current_app.config["SESSION_MINUTES"] * SECONDS,
    }


def _own_address() -> str:
    return change_query(lang=None)
