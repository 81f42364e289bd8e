"""Messages between staff and whoever told an experience, while experiences are unlocked."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.response import Response
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.keys import AccountKey
from consult.services import auditing
from consult.services.experiences.conversing import list_messages, may_converse, write_message
from consult.services.experiences.unread_messages import mark_read
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_forms.experiences import MessageForm
from consult.web.key_store import get_account_keys

bp = Blueprint("desk_messages", __name__, url_prefix="/desk/experiences")


@bp.get("/<response_id>/messages")
@allow(ACCOUNTS)
def show(response_id: str) -> ResponseReturnValue:
    """What was said so far, on record as read, and a form for one more; or that they are locked."""
    return _show(response_id, MessageForm(formdata=None))


@bp.post("/<response_id>/messages")
@allow(ACCOUNTS)
def write(response_id: str) -> ResponseReturnValue:
    """Leave a message, where the person allows staff to ask more."""
    response, form = get_account(response_id), MessageForm()
    key = _find_key(response)
    if key is None or not form.validate():
        return _show(response_id, form), WRONG
    try:
        _leave(response, form.message.data, key)
    except Conflict as error:
        form.message.errors = [f"{error.message} {error.remedy}"]
        return _show(response_id, form), error.status
    flash("The message waits for them. They see it when they come back with their return number.")
    return redirect(url_for(".show", response_id=response_id))


def _show(response_id: str, form: MessageForm) -> str:
    """However it comes that the messages are shown, it is on record."""
    with brief_transaction(writes=True) as session:
        response = get_account(response_id)
        key = _find_key(response)
        if key is not None:
            mark_read(session, response)
            _record(response, "messages read")
    return _render(get_account(response_id), form, key)


def _leave(response: Response, text: str, key: AccountKey) -> None:
    write_message(
        get_session(),
        response,
        text,
        key=key,
        staff_id=current_user.id,
        submission_id=request.form.get("submission_id", ""),
        today=get_today(),
    )
    _record(response, "message left for a person")


def _find_key(response: Response) -> AccountKey | None:
    try:
        return get_account_keys().open_key(response.id)
    except (Locked, WrongKey, SealBroken):
        return None


def _record(response: Response, action: str) -> None:
    auditing.record(
        get_session(),
        actor=current_user.id,
        action=action,
        subject_kind="response",
        subject_id=response.id,
        now=get_now(),
    )


def _render(response: Response, form: MessageForm, key: AccountKey | None) -> str:
    session = get_session()
    return render_experiences(
        "messages",
        response=response,
        form=form,
        submission_id=request.form.get("submission_id") or new_id(),
        messages=list_messages(session, response, key=key) if key else [],
        is_open=key is not None,
        may_ask=may_converse(session, response, today=get_today()),
    )
