"""Concerns that somebody may come to serious harm: raised, led, decided, each in a record of its own."""

from datetime import date
from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.models.concern import Concern
from consult.models.desk_kinds import ConcernState
from consult.queries.concerns import get_concern, list_concerns
from consult.sealing.key_files import read_public_key
from consult.services.concerning import (
    ConcernDetails,
    ConcernTerms,
    decide_concern,
    find_keep_until,
    raise_concern,
    read_concern,
)
from consult.services.staffing import list_readers
from consult.vocabulary import Bucket
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import (
    WRONG,
    get_account,
    get_account_viewer,
    render_experiences,
)
from consult.web.desk_experience_words import WHY_NOT
from consult.web.desk_forms.concerns import ConcernForm
from consult.web.key_store import get_agent

bp = Blueprint("desk_concerns", __name__, url_prefix="/desk/experiences")


@bp.get("/concerns/")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """Open concerns, with who leads and since when; no word of them."""
    viewer, session = get_account_viewer(), get_session()
    return render_experiences(
        "concerns",
        open=list_concerns(session, viewer, ConcernState.OPEN),
        closed=list_concerns(session, viewer, ConcernState.CLOSED),
        people=_name_people(),
        today=get_today(),
    )


@bp.route("/<response_id>/concern", methods=["GET", "POST"])
@allow(ACCOUNTS)
def new(response_id: str) -> ResponseReturnValue:
    """Raise a concern about one experience."""
    response = get_account(response_id)
    form = _make_form(until=find_keep_until(get_session(), response, get_today()))
    if form.validate_on_submit():
        viewer, terms = get_account_viewer(), _read_terms(form)
        key = read_public_key(Path(current_app.config["KEY_FILE"]))
        details = form.read_details()
        raise_concern(get_session(), viewer, response, details, terms, public_key=key)
        flash("The concern is kept. Whoever leads acts on it now.")
        return redirect(url_for(".index"))
    page = render_experiences("concern_new", response=response, form=form)
    return (page, WRONG) if form.errors else page


@bp.get("/concerns/<concern_id>")
@allow(ACCOUNTS)
def show(concern_id: str) -> ResponseReturnValue:
    """One concern, read while unlocked; reading it is on record."""
    found = _read(concern_id)
    row = get_concern(get_session(), get_account_viewer(), concern_id)
    form = _make_form(row, found) if isinstance(found, ConcernDetails) else None
    return _show(row, form, found)


@bp.post("/concerns/<concern_id>")
@allow(ACCOUNTS)
def keep(concern_id: str) -> ResponseReturnValue:
    """Keep what was decided."""
    row, form = get_concern(get_session(), get_account_viewer(), concern_id), _make_form()
    if not form.validate():
        return _show(row, form, form.read_details()), WRONG
    terms, viewer, closed = _read_terms(form), get_account_viewer(), bool(form.is_closed.data)
    details, keys = form.read_details(), get_agent()
    decide_concern(get_session(), viewer, row, details, terms, is_closed=closed, keys=keys)
    flash("What was decided is kept.")
    return redirect(url_for(".index"))


def _read(concern_id: str) -> ConcernDetails | Bucket:
    with brief_transaction(writes=True) as session:
        viewer = get_account_viewer()
        row = get_concern(session, viewer, concern_id)
        return read_concern(session, viewer, row, get_agent(), now=get_now())


def _show(row: Concern, form: ConcernForm | None, found: ConcernDetails | Bucket) -> str:
    return render_experiences(
        "concern",
        row=row,
        form=form,
        why_not=WHY_NOT.get(found, "") if isinstance(found, Bucket) else "",
        people=_name_people(),
    )


def _make_form(
    row: Concern | None = None, details: ConcernDetails | None = None, *, until: date | None = None
) -> ConcernForm:
    kept = {"lead_id": row.lead_id, "is_closed": row.state is ConcernState.CLOSED} if row else {}
    until = row.keep_until_on if row else until
    written = vars(details) if details else {}
    passed_on = date.fromisoformat(details.referred_on) if details and details.referred_on else None
    form = ConcernForm(data={**kept, "keep_until": until, **written, "referred_on": passed_on})
    form.lead_id.choices = list(_name_people().items())
    return form


def _read_terms(form: ConcernForm) -> ConcernTerms:
    return ConcernTerms(form.lead_id.data, form.keep_until.data or get_today(), get_today(), get_now())


def _name_people() -> dict[str, str]:
    """Those who may read experiences, and so may lead."""
    return {one.id: one.name or one.email for one in list_readers(get_session())}
