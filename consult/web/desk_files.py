"""Files to take back: which were handed out with words that may no longer be used, and how far that is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.keeping_kinds import RecallCause, RecallState
from consult.services.jobs.messaging import NewMessage
from consult.services.permissions.recall_notice import write_notice
from consult.services.permissions.recalling import get_recall, list_recalls, note_confirmed, note_told
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.outbox import has_mail, post

bp = Blueprint("desk_files", __name__, url_prefix="/desk/files")
CAUSES = {
    RecallCause.WITHDRAWN: "Words in it were withdrawn",
    RecallCause.NARROWED: "A permission was narrowed, or words were changed, taken out or refused",
    RecallCause.EXPIRED: "The time to keep them is over",
}
STATES = {
    RecallState.TO_DO: ("To do", "red"),
    RecallState.TOLD: ("Told", "yellow"),
    RecallState.CONFIRMED: ("Confirmed deleted", "green"),
}
BY_COMMAND = "Whoever ran the command"


@bp.get("/")
@allow(MANAGE)
def index() -> ResponseReturnValue:
    """Every such file, those of which nothing was done first."""
    return _render("index", recalls=list_recalls(get_session()))


@bp.get("/<recall_id>")
@allow(MANAGE)
def show(recall_id: str) -> ResponseReturnValue:
    """One file, and the notice to its holder."""
    with brief_transaction(writes=True) as session:
        notice = write_notice(session, get_recall(session, recall_id), today=get_today())
    recall = get_recall(get_session(), recall_id)
    return _render("show", recall=recall, notice=notice, has_mail=has_mail())


@bp.post("/<recall_id>/send")
@allow(MANAGE)
def send(recall_id: str) -> ResponseReturnValue:
    """Send the notice through the outbox, where the holder has an address."""
    recall = get_recall(get_session(), recall_id)
    notice = write_notice(get_session(), recall, today=get_today())
    if notice.to_address:
        post(NewMessage(notice.to_address, notice.subject, notice.body))
        by = {"actor": current_user.id, "now": get_now()}
        note_told(get_session(), recall, told_of=notice.told_of, **by)
        flash("The notice is in the outbox.")
    return redirect(url_for(".show", recall_id=recall.id))


@bp.post("/<recall_id>/told")
@allow(MANAGE)
def told(recall_id: str) -> ResponseReturnValue:
    """Somebody told the holder by another way what the notice said when they read it."""
    recall, told_of = get_recall(get_session(), recall_id), request.form.get("told_of", type=int)
    note_told(get_session(), recall, told_of=told_of, actor=current_user.id, now=get_now())
    flash("It is on record that the holder was told.")
    return redirect(url_for(".index"))


@bp.post("/<recall_id>/confirmed")
@allow(MANAGE)
def confirmed(recall_id: str) -> ResponseReturnValue:
    """The holder said that the file and its copies are deleted."""
    recall = get_recall(get_session(), recall_id)
    note_confirmed(get_session(), recall, actor=current_user.id, now=get_now())
    flash("It is on record that the file is deleted.")
    return redirect(url_for(".index"))


def _render(name: str, **values: object) -> str:
    return render_template(
        f"desk/files/{name}.html", causes=CAUSES, states=STATES, by_command=BY_COMMAND, **values
    )
