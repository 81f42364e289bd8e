"""The stops on the way through an experience, each a form on one page: shown, kept, gone on from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.services.saving import Version
from consult.web.account_visit import Visit, describe_frame
from consult.web.addresses import change_query
from consult.web.languages import find_page_language
from forms.answers import Answer, Shown
from forms.builder import QuestionForm, build_form, error_summary, stored_data
from forms.definitions import Page
from forms.kinds import get_handler

LANGUAGE_FIELD = "_language"
SWITCH_FIELD = "switch_language"
WRONG = 422


@dataclass(frozen=True)
class Stop:
    """One stop. `keep` stores the form's answers and says True where the person must stay on the page.

    template: a page of templates/account that shows the form. step: which of how many, none outside the way.
    """

    page: Page
    stored: Mapping[str, Answer | None]
    language: str
    default_language: str
    back: str
    onward: str
    keep: Callable[[QuestionForm], bool]
    template: str
    step: tuple[int, int] | None = None
    hidden: list[tuple[str, str]] = field(default_factory=list)
    versions: Mapping[str, list[Version]] = field(default_factory=dict)


def run_stop(visit: Visit, stop: Stop) -> ResponseReturnValue:
    """Show the stop, or take what was sent: keep it and go on, or show it again with what is wrong."""
    form = _open_form(stop)
    if request.method != "POST":
        return _show(visit, stop, form)
    if SWITCH_FIELD in request.form and not any(one.process_errors for one in form):
        stop.keep(form)
        return redirect(change_query(lang=None))
    if SWITCH_FIELD in request.form or not form.validate():
        return _show(visit, stop, form), WRONG
    return redirect(change_query(lang=None) if stop.keep(form) else stop.onward)


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


def _show(visit: Visit, stop: Stop, form: QuestionForm) -> str:
    asked = [question for question in stop.page.questions if question.is_answerable]
    heading = form.heading or (form.wording.find(asked[0].label) if len(asked) == 1 else None)
    return render_template(
        stop.template,
        **describe_frame(visit),
        visit=visit,
        stop=stop,
        form=form,
        title=heading[0] if heading else "",
        needs_heading=heading is None,
        errors=error_summary(form),
        language_form="answers",
        hidden=[(LANGUAGE_FIELD, visit.language), *stop.hidden],
        show_version=_show_version,
    )


def _show_version(visit: Visit, question_id: str, version: Version) -> list[Shown]:
    """One of several versions of an answer, line by line, as people read it."""
    question = visit.definition.get_question(question_id)
    handler, default = get_handler(question.kind), visit.definition.default_language
    return [*handler.display(version.value, question, visit.language, default)] if version.value else []
