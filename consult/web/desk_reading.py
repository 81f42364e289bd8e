"""Returns that somebody has to read in full: the list, the next one, and the button under each return."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import get_consultation
from consult.services.process.listing_unread import find_next_unread, list_unread_page
from consult.services.process.reading_returns import mark_read
from consult.web.access import RETURNS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_listings import read_page
from consult.web.desk_return_pages import get_return, render
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_reading", __name__, url_prefix="/desk/consultations/<slug>/returns")


@bp.get("/unread")
@allow(RETURNS)
def index(slug: str) -> str:
    """The returns that nobody has read in full as they stand, one page at a time."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    about = (get_current_viewer(), consultation.id, read_page(request.args))
    return render("unread", consultation, found=list_unread_page(session, *about, today=get_today()))


@bp.get("/unread/next")
@allow(RETURNS)
def follow(slug: str) -> ResponseReturnValue:
    """The return to read next, or the list where none is left."""
    consultation = get_consultation(get_session(), slug)
    after = request.args.get("after", "")
    found = find_next_unread(get_session(), consultation.id, after, today=get_today())
    if found is None:
        flash("Every other return that has to be read in full was read.")
        return redirect(url_for(".index", slug=slug))
    return redirect(url_for("desk_returns.show", slug=slug, response_id=found))


@bp.post("/<response_id>/read")
@allow(RETURNS)
def mark(slug: str, response_id: str) -> ResponseReturnValue:
    """Keep that whoever presses has read all of it, as it was shown to them."""
    response, shown = get_return(slug, response_id)[1], request.form.get("mark", "")
    about: Any = {"author": get_author(), "now": get_now()}
    mark_read(get_session(), get_current_viewer(), response, shown, **about)
    flash("It is on record that you have read this return in full.")
    return redirect(url_for("desk_returns.show", slug=slug, response_id=response_id, _anchor="read"))
