"""Returns in the staff area: the list, one of them, one entered by hand, many from a file, and exports."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_security import current_user

from consult.errors import CodedError, NotFound
from consult.exports.tables import WRITERS, write_table
from consult.models.consultation import Consultation
from consult.models.response import Response as Return
from consult.queries.responses import get_response
from consult.queries.returns import list_events, list_page
from consult.services.consulting import get_consultation
from consult.services.directing import list_sub_regions
from consult.services.exporting import build_response_table
from consult.services.retracting import withdraw_on_request
from consult.vocabulary import LANGUAGES, Channel, ResponseKind, ResponseState, Sector
from consult.web.access import ANALYSE, MANAGE, STAFF, allow, holds_one_of
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_answers import list_permissions, read_return
from consult.web.desk_entries import enter, open_page
from consult.web.desk_forms.returns import ImportForm, WithdrawForm
from consult.web.desk_imports import pack_rejects, take_in, write_rejects
from consult.web.desk_listings import list_options, read_listing, read_page
from consult.web.desk_titles import find_title
from consult.web.desk_words import CHANNELS, RESPONSE_STATES, SECTORS, name_language
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_returns", __name__, url_prefix="/desk/consultations/<slug>/returns")
FILTERS = ("name", "sector", "place", "language", "channel", "state")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@bp.route("")
@allow(STAFF)
def index(slug: str) -> str:
    """The returns: filtered, sorted, one page at a time."""
    session = get_session()
    consultation = get_consultation(session, slug)
    listing = read_listing(request.args)
    found = list_page(session, get_current_viewer(), consultation.id, listing, read_page(request.args))
    is_filtered = any(request.args.get(name) for name in FILTERS)
    return _render(
        "index", consultation, found=found, listing=listing, filters=_list_filters(), is_filtered=is_filtered
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(MANAGE)
def new(slug: str) -> ResponseReturnValue:
    """Enter a return by hand; its number is shown once, when it has been kept."""
    consultation = get_consultation(get_session(), slug)
    page = open_page(consultation)
    if request.method == "POST" and page.validate():
        entered = enter(consultation, page)
        if entered.codename is None:
            return redirect(url_for(".show", slug=slug, response_id=entered.response.id))
        return _render("entered", consultation, response=entered.response, codename=entered.codename)
    submission_id = request.form.get("submission_id") or str(uuid.uuid4())
    return _render("new", consultation, entry=page, submission_id=submission_id)


@bp.route("/import", methods=["GET", "POST"])
@allow(MANAGE)
def take_file(slug: str) -> ResponseReturnValue:
    """Take in a spreadsheet of returns, and say what became of every row."""
    consultation, form = get_consultation(get_session(), slug), ImportForm()
    if form.validate_on_submit():
        try:
            outcome = take_in(consultation, form.file.data, form.mapping.data)
        except CodedError as refusal:
            get_session().rollback()
            return _render("import", get_consultation(get_session(), slug), form=form, refusal=refusal), 422
        return _render("imported", consultation, outcome=outcome, packed=pack_rejects(outcome))
    return _render("import", consultation, form=form, refusal=None)


@bp.route("/import/rejects.csv", methods=["POST"])
@allow(MANAGE)
def download_rejects(slug: str) -> Response:
    """The rows that were rejected, to be corrected and sent again."""
    content = write_rejects(request.form.get("rejects", ""))
    return _send(content, f"{slug}-rejected.csv", TYPES["csv"])


@bp.route("/export.<ending>")
@allow(ANALYSE)
def export(slug: str, ending: str) -> Response:
    """All returns as a table; never an experience."""
    if f".{ending}" not in WRITERS:
        raise NotFound("C102")
    session = get_session()
    consultation = get_consultation(session, slug)
    table = build_response_table(session, get_current_viewer(), consultation, now=get_now())
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{slug}-returns.{ending}"
        write_table(target, table.columns, table.rows)
        return _send(target.read_bytes(), target.name, TYPES[ending])


@bp.route("/<response_id>")
@allow(STAFF)
def show(slug: str, response_id: str) -> str:
    """One return: who, what they allowed, what they said, what happened to it."""
    consultation, response = _get(slug, response_id)
    return _render(
        "show",
        consultation,
        response=response,
        shown=read_return(response),
        permissions=list_permissions(response),
        events=list_events(get_session(), response.id),
        name=name_respondent(response),
    )


@bp.route("/<response_id>/withdraw", methods=["GET", "POST"])
@allow(MANAGE)
def take_back(slug: str, response_id: str) -> ResponseReturnValue:
    """Withdraw a return because its sender asked."""
    consultation, response = _get(slug, response_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        withdraw_on_request(
            get_session(), response, reason=str(form.reason.data), actor=current_user.id, now=get_now()
        )
        flash("The return is withdrawn and its answers are deleted.")
        return redirect(url_for(".index", slug=slug))
    return _render("withdraw", consultation, response=response, form=form, name=name_respondent(response))


def name_respondent(response: Return) -> str:
    """The organisation by its name, as far as it gave one."""
    known = response.organisation.name if response.organisation else response.organisation_name
    return known or ("A withdrawn return" if response.state is ResponseState.WITHDRAWN else "No name given")


def _get(slug: str, response_id: str) -> tuple[Consultation, Return]:
    """The consultation and a return of it. Raises: NotFound, also for an experience."""
    session = get_session()
    consultation = get_consultation(session, slug)
    response = get_response(session, get_current_viewer(), response_id)
    if response.kind is not ResponseKind.RETURN or response.consultation_id != consultation.id:
        raise NotFound("C102")
    return consultation, response


def _list_filters() -> list[dict[str, Any]]:
    """The drop-downs above the list: label, name and items."""
    places = [(one.id, one.name) for one in list_sub_regions(get_session())]
    offered: list[tuple[str, str, list[tuple[str, str]], str]] = [
        ("Sector", "sector", [(one.value, SECTORS[one]) for one in Sector], "All sectors"),
        ("Sub-region", "place", places, "All sub-regions"),
        (
            "Language",
            "language",
            [(tag, one.english_name) for tag, one in LANGUAGES.items()],
            "All languages",
        ),
        ("Channel", "channel", [(one.value, CHANNELS[one]) for one in Channel], "All channels"),
        (
            "State",
            "state",
            [(one.value, RESPONSE_STATES[one][0]) for one in ResponseState],
            "Received and withdrawn",
        ),
    ]
    return [
        {"label": label, "name": name, "items": list_options(pairs, request.args.get(name), every)}
        for label, name, pairs, every in offered
    ]


def _send(content: bytes, name: str, mimetype: str) -> Response:
    sent = Response(content, content_type=mimetype)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def _render(page: str, consultation: Consultation, **values: Any) -> str:
    return render_template(
        f"desk/returns/{page}.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        may_manage=holds_one_of(MANAGE),
        may_export=holds_one_of(ANALYSE),
        sectors=SECTORS,
        channels=CHANNELS,
        response_states=RESPONSE_STATES,
        name_language=name_language,
        name_respondent=name_respondent,
        show_short_day=lambda day: format_date(day, "d MMM y"),
        **values,
    )
