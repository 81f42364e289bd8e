"""Translation of one experience: who has it until when, and the translation beside the original."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError, Conflict, NotFound
from consult.models.response import Response
from consult.queries.translations import list_assignments
from consult.sealing.errors import Locked
from consult.services.concerns.answering_for_readers import show_list
from consult.services.concerns.stopping_readers import find_stopped
from consult.services.translations.assigning import assign, end_assignment, get_assignment, list_translators
from consult.services.translations.counting_translations import find_stages
from consult.services.translations.keeping_translations import confirm, send_back
from consult.services.translations.planning_translations import list_reading_languages
from consult.services.translations.quoting_translations import name_makers
from consult.services.translations.translating import Work, list_languages, open_work
from consult.vocabulary import LANGUAGES
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_experience_words import WHY_NOT
from consult.web.desk_forms.translations import AssignForm
from consult.web.key_store import get_account_keys
from consult.web.translation_words import (
    STAGE_COLOURS,
    STAGES,
    STATES,
    mark_suspicious,
)
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_experience_translation", __name__, url_prefix="/desk/experiences")


@bp.route("/<response_id>/translation", methods=["GET", "POST"])
@allow(ACCOUNTS)
def index(response_id: str) -> ResponseReturnValue:
    """Who has it and until when, how far each translation is, and a form that gives it to somebody."""
    response, form = get_account(response_id), AssignForm()
    usual = list_reading_languages(get_session())
    form.offer(list_translators(get_session()), response.language, usual)
    if form.validate_on_submit() and _assign(response, form):
        flash("It is assigned. They find it under “My translations”.")
        return redirect(url_for(".index", response_id=response_id))
    page = _show(response_id, form)
    return (page, WRONG) if form.errors else page


@bp.post("/<response_id>/translation/<assignment_id>/end")
@allow(ACCOUNTS)
def end(response_id: str, assignment_id: str) -> ResponseReturnValue:
    """Close it to a translator at once."""
    session, response = get_session(), get_account(response_id)
    given = get_assignment(session, response, assignment_id)
    end_assignment(session, get_account_viewer(), given, today=get_today(), now=get_now())
    flash("It is closed to them now. What was translated so far is kept.")
    return redirect(url_for(".index", response_id=response_id))


@bp.get("/<response_id>/translation/<language>")
@allow(ACCOUNTS)
def compare(response_id: str, language: str) -> ResponseReturnValue:
    """The translation beside the original, both without what was taken out; reading is on record."""
    return _compare(response_id, _open(response_id, language))


@bp.post("/<response_id>/translation/<language>")
@allow(ACCOUNTS)
def decide(response_id: str, language: str) -> ResponseReturnValue:
    """Say that a finished translation gives nobody away, so that it may be quoted; or send it back."""
    work, is_checked = _open(response_id, language), request.form.get("act") == "confirm"
    given: dict[str, Any] = {
        "mark": request.form.get("mark", ""),
        "keys": get_account_keys(),
        "now": get_now(),
    }
    try:
        (confirm if is_checked else send_back)(
            get_session(), get_account_viewer(), get_account(response_id), work, **given
        )
    except (Conflict, Locked) as error:
        return _compare(response_id, work, error), error.status
    flash("It is checked and may be quoted." if is_checked else "It is sent back, and is not quoted.")
    return redirect(url_for(".index", response_id=response_id))


def _assign(response: Response, form: AssignForm) -> bool:
    """Whether it could be assigned; else the form says why."""
    try:
        with get_session().begin_nested():
            given: dict[str, Any] = {"keys": get_account_keys(), "today": get_today(), "now": get_now()}
            assign(get_session(), get_account_viewer(), response, form.read(), **given)
    except (Conflict, Locked) as error:
        form.form_errors = [f"{error.message} {error.remedy}"]
        return False
    return True


def _open(response_id: str, language: str) -> Work:
    """Raises: NotFound (C102) for a language that it is not being translated into."""
    with brief_transaction(writes=True) as session:
        response, viewer = get_account(response_id), get_account_viewer()
        if language not in list_languages(session, response.id):
            raise NotFound("C102")
        return open_work(session, viewer, response, language, keys=get_account_keys(), now=get_now())


def _show(response_id: str, form: AssignForm) -> str:
    """With the list of those whom the person keeps away; that it was read is on record."""
    given: dict[str, Any] = {"keys": get_account_keys(), "now": get_now()}
    with brief_transaction(writes=True) as session:
        named = show_list(session, get_account_viewer(), get_account(response_id).id, **given)
    response = get_account(response_id)
    languages = list_languages(session, response.id)
    far = {one: find_stages(session, [response], [one])[response.id] for one in languages}
    return render_experiences(
        "translation",
        response=response,
        form=form,
        named=named,
        stopped=find_stopped(session, get_account_viewer(), response.id, named),
        today=get_today(),
        assignments=list_assignments(session, get_account_viewer(), response.id),
        translations=[(one, STAGES[far[one]], STAGE_COLOURS.get(far[one], "grey")) for one in languages],
    )


def _compare(response_id: str, work: Work, error: CodedError | None = None) -> str:
    return render_experiences(
        "translated",
        response=get_account(response_id),
        work=work,
        into=LANGUAGES[work.language],
        translation_states=STATES,
        name_makers=name_makers,
        mark_suspicious=mark_suspicious,
        why_not=WHY_NOT.get(work.gap, "") if work.gap else "",
        errors=[{"text": f"{error.message} {error.remedy}", "href": "#translation"}] if error else [],
    )
