"""The stops on the way through a return, each a form on one page: shown, checked, kept, gone on from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.services.saving import Version
from consult.web.addresses import change_query
from consult.web.answering_frame import describe_frame, find_title, list_asked, show_version
from consult.web.answering_session import FORM_FIELD, sign_held
from consult.web.answering_visit import Visit
from consult.web.languages import find_page_language
from forms.builder import QuestionForm, build_form, error_summary, stored_data
from forms.definitions import Page
from forms.routing import Answers

LANGUAGE_FIELD = "_language"
CHECKED_FIELD = "_checked"
SWITCH_FIELD = "switch_language"
WRONG = 422


def accept_everything(form: QuestionForm) -> None:
    """The check of a stop that has no rules beyond those of its questions."""


@dataclass(frozen=True)
class Stop:
    """One stop. `keep` stores the form's answers and says True where the person must stay on the page."""

    page: Page
    stored: Answers
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
        title=find_title(visit, form),
        has_own_heading=len(list_asked(form)) == 1,
        language_form="answers",
        hidden=[*own, *checked, *stop.hidden],
        show_version=show_version,
    )


def _own_address() -> str:
    return change_query(lang=None)
