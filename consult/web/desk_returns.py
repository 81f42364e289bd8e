"""Returns in the staff area: the list, one of them, exports, and withdrawing one on request."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.response import Response as Return
from consult.queries.returns import list_events, list_page
from consult.services.consultations.consulting import get_consultation
from consult.services.process.reading_returns import ReadBy, find_read_by
from consult.services.returns.exporting import build_response_table
from consult.services.returns.retracting import withdraw_on_request
from consult.web.access import ANALYSE, MANAGE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_answer_languages import describe_languages
from consult.web.desk_answers import list_permissions, read_return
from consult.web.desk_forms.returns import WithdrawForm
from consult.web.desk_found_words import describe_found
from consult.web.desk_listings import read_listing, read_page
from consult.web.desk_quotable import describe_quotable
from consult.web.desk_reach import list_reach
from consult.web.desk_return_pages import (
    FILTERS,
    get_return,
    list_filters,
    name_respondent,
    render,
)
from consult.web.handed_out import keep_digest
from consult.web.sent_tables import require_known, send_table
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_returns", __name__, url_prefix="/desk/consultations/<slug>/returns")


@bp.route("")
@allow(STAFF)
def index(slug: str) -> str:
    """The returns: filtered, sorted, one page at a time."""
    session = get_session()
    consultation = get_consultation(session, slug)
    listing = read_listing(request.args)
    found = list_page(session, get_current_viewer(), consultation.id, listing, read_page(request.args))
    is_filtered = any(request.args.get(name) for name in FILTERS)
    return render(
        "index", consultation, found=found, listing=listing, filters=list_filters(), is_filtered=is_filtered
    )


@bp.route("/export.<ending>")
@allow(ANALYSE)
def export(slug: str, ending: str) -> Response:
    """All returns as a table; never an experience."""
    require_known(ending)
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        table = build_response_table(session, get_current_viewer(), consultation, now=get_now())
    sent = send_table(f"{slug}-returns.{ending}", table.columns, table.rows)
    keep_digest(table.file_id, sent.get_data())
    return sent


@bp.route("/<response_id>")
@allow(STAFF)
def show(slug: str, response_id: str) -> str:
    """One return: who, what they allowed, what they said, what happened to it."""
    with brief_transaction(writes=True):
        shown = read_return(get_return(slug, response_id)[1])
        read_by = find_read_by(get_session(), response_id)  # of the very answers that are shown
    consultation, response = get_return(slug, response_id)
    return render(
        "show",
        consultation,
        response=response,
        shown=shown,
        found=describe_found(response, shown),
        quotable=describe_quotable(response, shown),
        **_describe(response, read_by),
        **describe_languages(response),
    )


@bp.route("/<response_id>/withdraw", methods=["GET", "POST"])
@allow(MANAGE)
def take_back(slug: str, response_id: str) -> ResponseReturnValue:
    """Withdraw a return because its sender asked."""
    consultation, response = get_return(slug, response_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        withdraw_on_request(
            get_session(), response, reason=str(form.reason.data), actor=current_user.id, now=get_now()
        )
        flash("The return is withdrawn and its answers are deleted.")
        return redirect(url_for(".show", slug=slug, response_id=response_id))
    return render("withdraw", consultation, response=response, form=form, name=name_respondent(response))


def _describe(response: Return, read_by: ReadBy) -> dict[str, Any]:
    """What stands beside the answers of a return."""
    return {
        "reading": read_by,
        "reach": list_reach(response),
        "permissions": list_permissions(response),
        "events": list_events(get_session(), response.id),
        "name": name_respondent(response),
    }
