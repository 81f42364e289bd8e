"""What people of observers read of a draft: each quotation of a return is released, or held, by a manager."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.queries.drafts import get_latest_draft, get_section
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.releasing_quotations import (
    hold_quotation,
    list_quoted_returns,
    release_quotation,
)
from consult.web.access import MANAGE, allow
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author, make_showing

bp = Blueprint("desk_draft_observers", __name__, url_prefix="/desk/consultations/<slug>/draft-for-observers")
HOLD = "hold"


@bp.get("")
@allow(MANAGE)
def show(slug: str) -> ResponseReturnValue:
    """The quotations of returns in the draft, and which of them people of observers may read."""
    with brief_transaction(writes=True) as session:
        draft = get_latest_draft(session, get_consultation(session, slug).id)
        quoted = list_quoted_returns(session, draft, make_showing())
    consultation = get_consultation(get_session(), slug)
    return render_template("desk/draft/observers.html", consultation=consultation, quoted=quoted)


@bp.post("")
@allow(MANAGE)
def change(slug: str) -> ResponseReturnValue:
    """Release one quotation to people of observers, or hold it again."""
    session, form = get_session(), request.form
    section = get_section(
        get_latest_draft(session, get_consultation(session, slug).id), form.get("section", "")
    )
    is_held, block_id = form.get("act") == HOLD, form.get("quotation", "")
    turn = hold_quotation if is_held else release_quotation
    turn(session, section, block_id, make_showing(), author=get_author())
    flash("Observers no longer read it." if is_held else "Observers read it from now on.")
    return redirect(url_for(".show", slug=slug))
