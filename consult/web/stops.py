"""The stops on the way through a return or an experience, each a form on one page.

A stop is shown, checked, kept and gone on from; whoever switches language keeps what they typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.services.returns.saving import Version
from consult.web.addresses import change_query
from consult.web.finding import FIND_FIELD, FOUND, FRAGMENT, list_found
from consult.web.languages import find_page_language
from consult.web.opening import Opening, describe_frame
from forms.answers import Answer, Shown
from forms.builder import QuestionForm, build_form, error_summary, field_name, stored_data
from forms.definitions import Page
from forms.kinds import get_handler

LANGUAGE_FIELD = "_language"
CHECKED_FIELD = "_checked"
SWITCH_FIELD = "switch_language"
WRONG, OUTDATED = 422, 409


def accept_everything(form: QuestionForm) -> None:
    """The check of a stop that has no rules beyond those of its questions."""


class Further(Protocol):
    """One more thing to choose, which the words that were typed call for; `error` while nothing is chosen."""

    @property
    def name(self) -> str:
        """The name of its choice in the form."""

    @property
    def error(self) -> str:
        """What is said of it where it has to be chosen still."""


def ask_nothing_more(form: QuestionForm) -> Sequence[Further]:  # noqa: ARG001 - others look into it
    """What a stop asks besides its questions, unless it says otherwise."""
    return ()


class Switching(Enum):
    """What a switch of language stores: all that can be, only what is right, or nothing, as of a decision."""

    KEEP = auto()
    CHECK = auto()
    SHOW = auto()


@dataclass(frozen=True)
class Staying:
    """Why a person stays on a page once their answers are kept.

    outdated: what stands of each answer that was typed on an old page and does not count, by question; the
    page is shown again with what was typed. versions, hidden: as of a stop, as they are by now.
    """

    outdated: Mapping[str, list[Version]] = field(default_factory=dict)
    versions: Mapping[str, list[Version]] = field(default_factory=dict)
    hidden: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Stop:
    """One stop. `keep` stores the form's answers and says why where the person must stay on the page.

    template: the page that shows the form. step: which of how many, none outside the way.
    hidden: what the form carries unseen. switching: what a switch of language does with what was typed.
    ask_more: what else has to be chosen, because of what was typed.
    asks: the template that shows it, if other than that of prompts.
    outdated: see Staying.
    onward: an address, or what finds it once the answers are kept.
    foldable: groups of questions that are folded away until they are needed, in their order.
    can_wait: whether it can be saved for later.
    """

    page: Page
    stored: Mapping[str, Answer | None]
    language: str
    default_language: str
    back: str
    onward: str | Callable[[], str]
    keep: Callable[[QuestionForm], Staying | None]
    template: str
    step: tuple[int, int] | None = None
    check: Callable[[QuestionForm], None] = accept_everything
    switching: Switching = Switching.KEEP
    ask_more: Callable[[QuestionForm], Sequence[Further]] = ask_nothing_more
    asks: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    versions: Mapping[str, list[Version]] = field(default_factory=dict)
    outdated: Mapping[str, list[Version]] = field(default_factory=dict)
    foldable: Sequence[Sequence[str]] = ()
    can_wait: bool = False


def run_stop(visit: Opening, stop: Stop) -> ResponseReturnValue:
    """Show the stop, or take what was sent: keep it and go on, or show it again with what is wrong."""
    form = _open_form(stop)
    if request.method != "POST":
        return _show(visit, stop, form)
    if request.headers.get(FRAGMENT) == FOUND:
        return list_found(form, request.form.get(FIND_FIELD, ""))
    if SWITCH_FIELD in request.form:
        return _switch_language(visit, stop, form)
    if not _is_right(stop, form):
        return _show(visit, stop, form), WRONG
    return _keep(visit, stop, form, stop.onward)


def _keep(
    visit: Opening, stop: Stop, form: QuestionForm, onward: str | Callable[[], str]
) -> ResponseReturnValue:
    """Keep the answers and go on; with what was typed again where a later answer counts."""
    staying = stop.keep(form)
    if staying is None:
        return redirect(onward if isinstance(onward, str) else onward())
    return _show_outdated(visit, stop, form, staying) if staying.outdated else redirect(_own_address())


def _show_outdated(visit: Opening, stop: Stop, form: QuestionForm, staying: Staying) -> ResponseReturnValue:
    shown = replace(stop, outdated=staying.outdated, versions=staying.versions, hidden=staying.hidden)
    return _show(visit, shown, form), OUTDATED


def keep_for_later(visit: Opening, stop: Stop) -> ResponseReturnValue | None:
    """Keep what was typed as it is, unchecked; the page with what cannot be kept, where that is not all."""
    form = _open_form(stop)
    if any(one.process_errors for one in form):
        return _show(visit, stop, form), WRONG
    staying = stop.keep(form)
    return _show_outdated(visit, stop, form, staying) if staying and staying.outdated else None


def find_written_language(visit: Opening) -> str:
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
    return not any(one.errors for one in form) and not any(one.error for one in stop.ask_more(form))


def _switch_language(visit: Opening, stop: Stop, form: QuestionForm) -> ResponseReturnValue:
    """Keep what can be kept; what cannot stays in the form, with its errors where they were shown."""
    was_checked = CHECKED_FIELD in request.form
    if was_checked and not _is_right(stop, form):
        return _show(visit, stop, form)
    if stop.switching is Switching.SHOW or any(one.process_errors for one in form):
        return _show(visit, stop, form)
    if stop.switching is Switching.CHECK and not _is_right(stop, form):
        return _show(visit, stop, form)
    return _keep(visit, stop, form, _own_address())


def _show(visit: Opening, stop: Stop, form: QuestionForm) -> str:
    asked = stop.ask_more(form)
    errors = [
        *error_summary(form),
        *({"text": one.error, "href": f"#{one.name}"} for one in asked if one.error),
    ]
    checked = [(CHECKED_FIELD, "1")] if errors else []
    return render_template(
        stop.template,
        **describe_frame(visit),
        visit=visit,
        stop=stop,
        form=form,
        asked=asked,
        folded=_list_folded(stop, form),
        errors=errors,
        title=_find_title(form),
        language_form="answers",
        hidden=[(LANGUAGE_FIELD, visit.language), *checked, *stop.hidden],
        show_version=_show_version,
    )


def _list_folded(stop: Stop, form: QuestionForm) -> list[str]:
    """The questions after the last group with an answer or a mistake."""
    folded: list[str] = []
    for group in reversed(stop.foldable):
        fields = [form[field_name(name)] for name in group]
        if any(any(one.typed) or one.errors for one in fields):
            break
        folded += group
    return folded


def _find_title(form: QuestionForm) -> str:
    """The heading of the page, else its only question; empty where neither heads it."""
    asked = [question for question in form.page.questions if question.is_answerable]
    heading = form.heading or (form.wording.find(asked[0].label) if len(asked) == 1 else None)
    return heading[0] if heading else ""


def _show_version(visit: Opening, question_id: str, version: Version) -> list[Shown]:
    """One of several versions of an answer, line by line, as people read it."""
    if version.value is None:
        return []
    question = visit.definition.get_question(question_id)
    handler, default = get_handler(question.kind), visit.definition.default_language
    return [*handler.display(version.value, question, visit.language, default)]


def _own_address() -> str:
    return change_query(lang=None)
