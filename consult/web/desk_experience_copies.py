"""Copies of one experience for people outside: to translate it, or shared as the person allows."""

import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError, ImportRefused
from consult.exports.account_copies import make_copy_file
from consult.exports.word import WORD_TYPE
from consult.models.response import Response
from consult.queries.copies import list_copies
from consult.sealing.errors import Locked
from consult.services.concerns.answering_for_readers import show_list
from consult.services.copies.copy_orders import Copy
from consult.services.copies.copy_reading import read_copy
from consult.services.copies.copying_back import take_back
from consult.services.copies.copying_out import make_copy
from consult.services.copies.sharing import list_allowed, name_recipient, share
from consult.services.permissions.consenting import find_last_day
from consult.services.region.setting_up import find_partnership
from consult.vocabulary import Purpose
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_files import STATES
from consult.web.desk_forms.base import DeskForm
from consult.web.desk_forms.copies import FilledCopyForm, ShareForm, TranslatorCopyForm
from consult.web.desk_words import name_language
from consult.web.handed_out import keep_digest
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_experience_copies", __name__, url_prefix="/desk/experiences")
MEGABYTE = 1_000_000
MOST_COPY_MB = 4
"""A copy of the longest experience takes a tenth of it."""


@bp.get("/<response_id>/copies")
@allow(ACCOUNTS)
def index(response_id: str) -> ResponseReturnValue:
    """Every copy that was made, and where one that was filled in is taken back."""
    return _show_all(get_account(response_id), FilledCopyForm(formdata=None))


@bp.post("/<response_id>/copies")
@allow(ACCOUNTS)
def take_in(response_id: str) -> ResponseReturnValue:
    """Take in a copy that a translator filled in; a person checks it before any of it is quoted."""
    form = FilledCopyForm()
    if not form.validate():
        return _show_all(get_account(response_id), form), WRONG
    try:
        language = _take_in(response_id, form)
    except (CodedError, Locked) as error:
        form.file.errors = [f"{error.message} {error.remedy}"]
        return _show_all(get_account(response_id), form), error.status
    flash(f"The translation into {name_language(language)} is taken in. Check it before any of it is quoted.")
    return redirect(url_for(".index", response_id=response_id))


@bp.route("/<response_id>/copies/translator", methods=["GET", "POST"])
@allow(ACCOUNTS)
def for_translator(response_id: str) -> ResponseReturnValue:
    """A copy for a translator who is not on the staff."""
    form = TranslatorCopyForm()
    form.offer(get_account(response_id).language)

    def order(response: Response) -> Copy:
        return make_copy(get_session(), get_account_viewer(), response, form.read(), **_get_means())

    return _run("copy_translator", response_id, form, order, Purpose.ANALYSE)


@bp.route("/<response_id>/copies/share", methods=["GET", "POST"])
@allow(ACCOUNTS)
def give(response_id: str) -> ResponseReturnValue:
    """A copy for a recipient whom this person allows today; there is no other to choose."""
    form, response, today = ShareForm(), get_account(response_id), get_today()
    allowed = list_allowed(get_session(), response, today=today)
    form.offer((one.key, name_recipient(one)) for one in allowed)

    def order(response: Response) -> Copy:
        return _share(response, form)

    return _run("copy_share", response_id, form, order, Purpose.SHARE)


def _share(response: Response, form: ShareForm) -> Copy:
    return share(
        get_session(),
        get_account_viewer(),
        response,
        str(form.recipient.data),
        until_on=form.until.data or get_today(),
        address=str(form.address.data or ""),
        is_confirmed=bool(form.is_confirmed.data),
        **_get_means(),
    )


def _run(
    name: str, response_id: str, form: DeskForm, order: Callable[[Response], Copy], purpose: Purpose
) -> ResponseReturnValue:
    if not form.validate_on_submit():
        page = _show_form(name, response_id, form, purpose)
        return (page, WRONG) if form.errors else page
    try:
        with brief_transaction(writes=True):
            copy = order(get_account(response_id))
    except (CodedError, Locked) as error:
        form.form_errors = [f"{error.message} {error.remedy}"]
        return _show_form(name, response_id, form, purpose), error.status
    return _hand_out(copy)


def _hand_out(copy: Copy) -> ResponseReturnValue:
    region = find_partnership(get_session())
    content = make_copy_file(copy, region.name if region else current_app.name)
    keep_digest(copy.file_id, content)
    file = io.BytesIO(content)
    return send_file(file, mimetype=WORD_TYPE, as_attachment=True, download_name=f"copy-{copy.id[:8]}.docx")


def _take_in(response_id: str, form: FilledCopyForm) -> str:
    content = form.file.data.stream.read(MOST_COPY_MB * MEGABYTE + 1)
    if len(content) > MOST_COPY_MB * MEGABYTE:
        raise ImportRefused("C392", most_mb=MOST_COPY_MB)
    filled = read_copy(content)
    with brief_transaction(writes=True) as session:
        return take_back(session, get_account_viewer(), get_account(response_id), filled, **_get_means())


def _get_means() -> dict[str, Any]:
    return {"keys": get_account_keys(), "now": get_now()}


def _show_form(name: str, response_id: str, form: DeskForm, purpose: Purpose) -> str:
    with brief_transaction(writes=True) as session:
        named = show_list(session, get_account_viewer(), get_account(response_id).id, **_get_means())
    response = get_account(response_id)
    last_day = find_last_day(get_session(), response.id, purpose)
    return render_experiences(name, response=response, form=form, named=named, last_day=last_day)


def _show_all(response: Response, form: FilledCopyForm) -> str:
    found = list_copies(get_session(), get_account_viewer(), response.id)
    return render_experiences("copies", response=response, form=form, copies=found, recall_states=STATES)
