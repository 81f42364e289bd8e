"""Experiences told elsewhere: the switch of a consultation that lets its response draw on them."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.drawing import draw_on_elsewhere
from consult.web.access import MANAGE_ACCOUNTS, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_told_elsewhere", __name__, url_prefix="/desk/consultations")


@bp.post("/<slug>/told-elsewhere")
@allow(MANAGE_ACCOUNTS)
def draw_on(slug: str) -> ResponseReturnValue:
    """Draw on experiences told elsewhere, or stop doing so."""
    consultation, is_on = get_consultation(get_session(), slug), request.form.get("use") == "yes"
    draw_on_elsewhere(get_session(), get_current_viewer(), consultation, is_on=is_on, now=get_now())
    flash("Saved. It counts from the next analysis and draft on.")
    return redirect(url_for("desk_consultations.overview", slug=slug, _anchor="told-elsewhere"))
