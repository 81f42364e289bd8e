"""What is assigned to a translator, and the page on which they translate it, passage by passage."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, CodedError, Conflict, NotFound
from consult.models.response import Response
from consult.models.translation import TranslationAssignment
from consult.models.translation_kinds import TranslatorKind
from consult.queries.responses import get_response
from consult.queries.translations import list_assigned
from consult.queries.viewer import Viewer, narrow
from consult.sealing.errors import Locked
from consult.services.concerns.answering_for_readers import KEPT_AWAY
from consult.services.concerns.stopping_readers import stop_reader
from consult.services.translations.assigning import end_assignment
from consult.services.translations.counting_translations import find_stages
from consult.services.translations.keeping_translations import finish, keep_translation
from consult.services.translations.quoting_translations import name_makers
from consult.services.translations.translating import Work, open_original, open_work
from consult.services.translations.translation_payloads import Maker
from consult.vocabulary import LANGUAGES
from consult.web.access import TRANSLATE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import name_experience
from consult.web.desk_experience_words import WHY_NOT
from consult.web.desk_forms.experiences import OriginalForm
from consult.web.desk_translation_typed import (
    Typed,
    list_texts,
    name_field,
    name_left,
    name_right,
    read_choices,
    read_typed,
)
from consult.web.desk_words import name_language
from consult.web.key_store import get_account_keys, get_agent
from consult.web.translation_words import STAGE_COLOURS, STAGES, STATES
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_translations", __name__, url_prefix="/desk/translations")
WRONG = 422
Read = TypeVar("Read")


@dataclass(frozen=True)
class Task:
    """One assignment of the person signed in, and the viewer that they are while they work on it."""

    given: TranslationAssignment
    response: Response
    viewer: Viewer


@bp.get("/")
@allow(TRANSLATE)
def index() -> ResponseReturnValue:
    """What is assigned to the person signed in, until when, and how far it is."""
    session = get_session()
    rows = list_assigned(session, _get_translator(), today=get_today())
    stages = [find_stages(session, [response], [given.language])[response.id] for given, response in rows]
    tasks = [
        (given, response, (STAGES[stage], STAGE_COLOURS.get(stage, "grey")))
        for (given, response), stage in zip(rows, stages, strict=True)
    ]
    return _render("index", tasks=tasks)


@bp.get("/<assignment_id>")
@allow(TRANSLATE)
def show(assignment_id: str) -> ResponseReturnValue:
    """One experience with a field for each passage; reading it is on record."""
    return _show(assignment_id, _open(assignment_id))


@bp.post("/<assignment_id>")
@allow(TRANSLATE)
def keep(assignment_id: str) -> ResponseReturnValue:
    """Keep what was typed, and finish where that was asked and nothing is missing."""
    work = _open(assignment_id)
    typed = read_typed(work, request.form)
    try:
        is_whole = _keep(assignment_id, work, typed)
    except (Conflict, Locked) as error:
        return _show(assignment_id, work, typed, error), error.status
    return redirect(_go_on(assignment_id, is_whole))


@bp.post("/<assignment_id>/original")
@allow(TRANSLATE)
def original(assignment_id: str) -> ResponseReturnValue:
    """The words with nothing taken out, once the translator has said why."""
    form = OriginalForm()
    if not form.validate():
        return _show(assignment_id, _open(assignment_id), form=form), WRONG
    reason = str(form.reason.data)
    told = _read(assignment_id, lambda task, given: open_original(*task, reason=reason, **given))
    return _render("original", task=_get_task(assignment_id), told=told)


@bp.post("/<assignment_id>/give-back")
@allow(TRANSLATE)
def give_back(assignment_id: str) -> ResponseReturnValue:
    """End it oneself, for whatever reason; what was translated so far is kept."""
    task = _get_task(assignment_id)
    end_assignment(get_session(), get_current_viewer(), task.given, today=get_today(), now=get_now())
    flash("You gave it back. What you translated so far is kept.")
    return redirect(url_for(".index"))


def _go_on(assignment_id: str, is_whole: bool) -> str:
    """The address after saving: the same page, with what is missing where they wanted to finish."""
    if request.form.get("act") != "finish":
        flash("What you wrote is kept.")
        return url_for(".show", assignment_id=assignment_id)
    if not is_whole:
        return url_for(".show", assignment_id=assignment_id, missing="1")
    flash("It is finished. Somebody who reads experiences checks it now.")
    return url_for(".index")


def _get_translator() -> Viewer:
    """Raises: AccessDenied (C101) to people of bodies that only observe, whatever their role."""
    viewer = get_current_viewer()
    if not viewer.translates:
        raise AccessDenied("C101")
    return viewer


def _get_task(assignment_id: str) -> Task:
    """Raises: NotFound (C102) for what is not theirs, or not today."""
    session, today = get_session(), get_today()
    viewer = narrow(session, _get_translator(), assignment_id, today=today)
    given = session.get_one(TranslationAssignment, assignment_id)
    return Task(given, get_response(session, viewer, given.response_id), viewer)


def _open(assignment_id: str) -> Work:
    language = _get_task(assignment_id).given.language
    return _read(assignment_id, lambda task, given: open_work(*task, language, **given))


def _read(
    assignment_id: str, read: Callable[[tuple[Session, Viewer, Response], dict[str, Any]], Read]
) -> Read:
    """Read what is assigned. Raises: NotFound (C102), also for whom the person keeps away."""
    try:
        with brief_transaction(writes=True) as session:
            task = _get_task(assignment_id)
            given = {"keys": get_account_keys(), "now": get_now()}
            return read((session, task.viewer, task.response), given)
    except Conflict as error:
        if error.code not in KEPT_AWAY:
            raise
    with brief_transaction(writes=True) as session:
        task = _get_task(assignment_id)
        stop_reader(session, task.viewer, task.response.id, now=get_now())
    raise NotFound("C102")


def _keep(assignment_id: str, work: Work, typed: Typed) -> bool:
    """Whether it is finished, where that was asked. Raises: Conflict, Locked, with nothing kept."""
    session, task = get_session(), _get_task(assignment_id)
    maker = Maker(current_user.name or current_user.email, TranslatorKind.STAFF, current_user.id)
    given: dict[str, Any] = {"keys": get_account_keys(), "now": get_now()}
    texts, mark = list_texts(work, typed), request.form.get("mark", "")
    if typed.left_over and work.texts:
        raise Conflict("C364")
    after = keep_translation(
        session,
        task.viewer,
        task.response,
        work,
        texts,
        mark=mark,
        maker=maker,
        choices=read_choices(work, request.form),
        **given,
    )
    is_whole = all(one.is_current for one in after.texts)
    if is_whole and request.form.get("act") == "finish":
        finish(session, task.viewer, task.response, after, mark=after.mark, **given)
    return is_whole


def _show(
    assignment_id: str,
    work: Work,
    typed: Typed | None = None,
    error: CodedError | None = None,
    form: OriginalForm | None = None,
) -> str:
    """What was typed and not kept stays in the fields, with what is kept beside it where that differs."""
    task = _get_task(assignment_id)
    why_not = WHY_NOT.get(work.gap, "") if work.gap else ""
    is_missing = bool(request.args.get("missing"))
    errors = [{"text": f"{error.message} {error.remedy}", "href": "#translation"}] if error else []
    return _render(
        "work",
        task=task,
        work=work,
        typed=typed or Typed(),
        is_missing=is_missing,
        into=LANGUAGES[task.given.language],
        why_not=why_not,
        form=form or OriginalForm(formdata=None),
        errors=[*errors, *(_list_missing(work) if is_missing else [])],
    )


def _list_missing(work: Work) -> list[dict[str, str]]:
    """Items of the error summary: each passage that is not translated, or of other words than stand now."""
    return [
        {"text": f"Text {place}, passage {number}: translate it", "href": f"#{name_field(text, passage)}"}
        for place, text in enumerate(work.texts, start=1)
        for number, passage in enumerate(text.passages, start=1)
        if not (passage.text and passage.is_same)
    ]


def _render(name: str, **values: Any) -> str:
    return render_template(
        f"desk/translations/{name}.html",
        is_unlocked=get_agent().is_unlocked(),
        states=STATES,
        name_language=name_language,
        name_experience=name_experience,
        name_field=name_field,
        name_left=name_left,
        name_right=name_right,
        name_makers=name_makers,
        **values,
    )
