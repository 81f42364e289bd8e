"""Concerns that somebody may come to serious harm: raised, led, decided, each in a record of its own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.concern import Concern
from consult.models.desk_kinds import ConcernState
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.concerns import get_concern, list_concerns
from consult.sealing.key_files import read_public_key
from consult.services.concerns.concerning import (
    ConcernDetails,
    ConcernTerms,
    decide_concern,
    find_keep_until,
    find_raised,
    raise_concern,
    read_concern,
)
from consult.services.concerns.keeping_from_concerns import list_first_leads, list_leads
from consult.services.region.staffing import list_readers
from consult.vocabulary import Bucket
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_experience_words import WHY_NOT
from consult.web.desk_forms.concerns import ConcernForm
from consult.web.desk_forms.stale import Difference, list_differences
from consult.web.key_store import get_account_keys, get_agent
from consult.web.viewing import get_account_viewer

STALE, STALE_SAVE = 409, "C203"
NOBODY_CHOSEN = ("", "Choose somebody")

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
    leads = list_first_leads(get_session(), response.id, get_account_keys())
    form = _make_form(leads, until=find_keep_until(get_session(), response, get_today()))
    if form.validate_on_submit():
        before = find_raised(get_session(), get_account_viewer(), response, _read_id())
        if before is not None:
            return _answer_repeat(before, form)
        if _raise(response, form):
            return redirect(url_for(".index"))
    page = render_experiences(
        "concern_new", response=response, form=form, submission_id=_read_id() or new_id()
    )
    return (page, WRONG) if form.errors else page


@bp.get("/concerns/<concern_id>")
@allow(ACCOUNTS)
def show(concern_id: str) -> ResponseReturnValue:
    """One concern, read while unlocked; reading it is on record."""
    found = _read(concern_id)
    row = get_concern(get_session(), get_account_viewer(), concern_id)
    return _show(row, _make_stored(row, found), found)


@bp.post("/concerns/<concern_id>")
@allow(ACCOUNTS)
def keep(concern_id: str) -> ResponseReturnValue:
    """Keep what was decided."""
    row = get_concern(get_session(), get_account_viewer(), concern_id)
    form = _make_form(_list_leads(row))
    if not form.validate():
        return _show(row, form, form.read_details()), WRONG
    try:
        _decide(row, form)
    except Conflict as error:
        return _refuse(row, form, error)
    flash("What was decided is kept.")
    return redirect(url_for(".index"))


def _raise(response: Response, form: ConcernForm) -> bool:
    """Whether it was kept; else the form says why not."""
    key = read_public_key(Path(current_app.config["KEY_FILE"]))
    try:
        raise_concern(
            get_session(),
            get_account_viewer(),
            response,
            form.read_details(),
            _read_terms(form),
            public_key=key,
            keys=get_account_keys(),
            submission_id=_read_id(),
        )
    except Conflict as error:
        _explain(form, error)
        return False
    flash("The concern is kept. Whoever leads acts on it now.")
    return True


def _decide(row: Concern, form: ConcernForm) -> None:
    decide_concern(
        get_session(),
        get_account_viewer(),
        row,
        form.read_details(),
        _read_terms(form),
        version=request.form.get("version", ""),
        is_closed=bool(form.is_closed.data),
        keys=get_agent(),
    )


def _refuse(row: Concern, form: ConcernForm, error: Conflict) -> ResponseReturnValue:
    if error.code == STALE_SAVE:
        return _show_both(row, form), STALE
    _explain(form, error)
    return _show(row, form, form.read_details()), WRONG


def _answer_repeat(row: Concern, form: ConcernForm) -> ResponseReturnValue:
    """The same form came again: with other words, both are shown; locked, they cannot be compared."""
    found = _read(row.id)
    stored = _make_stored(row, found)
    if stored is not None and list_differences(form, stored):
        return _show_both(row, form), STALE
    flash("The concern is kept already. If you have changed its words since, change them there too.")
    return redirect(url_for(".index"))


def _show_both(row: Concern, typed: ConcernForm) -> str:
    """What was typed stands in the form, what is kept beside it; saved again, it replaces what is kept."""
    found = _read(row.id)
    stored = _make_stored(row, found)
    if stored is None:
        return _show(row, None, found)
    return _show(row, typed, found, version=row.version, differences=list_differences(typed, stored))


def _explain(form: ConcernForm, error: Conflict) -> None:
    named = {"C342": form.why_shorter, "C372": form.lead_id, "C397": form.lead_id}
    field = named.get(error.code, form.keep_until)
    field.errors = [f"{error.message} {error.remedy}"]


def _read_id() -> str:
    return request.form.get("submission_id", "")


def _read(concern_id: str) -> ConcernDetails | Bucket:
    with brief_transaction(writes=True) as session:
        viewer = get_account_viewer()
        row = get_concern(session, viewer, concern_id)
        return read_concern(session, viewer, row, get_agent(), now=get_now())


def _show(
    row: Concern,
    form: ConcernForm | None,
    found: ConcernDetails | Bucket,
    *,
    version: int | None = None,
    differences: list[Difference] | None = None,
) -> str:
    return render_experiences(
        "concern",
        row=row,
        form=form,
        why_not=WHY_NOT.get(found, "") if isinstance(found, Bucket) else "",
        people=_name_people(),
        must_choose=bool(
            form and row.lead_id and row.lead_id not in {one.value for one in form.lead_id.choices}
        ),
        version=version or request.form.get("version") or row.version,
        differences=differences,
    )


def _make_stored(row: Concern, found: ConcernDetails | Bucket) -> ConcernForm | None:
    """A form that holds what is kept, whatever was sent; None where that cannot be read."""
    if not isinstance(found, ConcernDetails):
        return None
    return _make_form(_list_leads(row), row, found, is_sent=False)


def _make_form(
    leads: Sequence[Staff],
    row: Concern | None = None,
    details: ConcernDetails | None = None,
    *,
    until: date | None = None,
    is_sent: bool = True,
) -> ConcernForm:
    kept = {"lead_id": row.lead_id, "is_closed": row.state is ConcernState.CLOSED} if row else {}
    until = row.keep_until_on if row else until
    written = vars(details) if details else {}
    passed_on = date.fromisoformat(details.referred_on) if details and details.referred_on else None
    data = {**kept, "keep_until": until, **written, "referred_on": passed_on}
    form = ConcernForm(data=data) if is_sent else ConcernForm(formdata=None, data=data)
    form.lead_id.choices = [NOBODY_CHOSEN, *((one.id, one.name or one.email) for one in leads)]
    return form


def _read_terms(form: ConcernForm) -> ConcernTerms:
    until, why = form.keep_until.data or get_today(), form.why_shorter.data or ""
    return ConcernTerms(form.lead_id.data, until, get_today(), get_now(), why)


def _list_leads(row: Concern) -> Sequence[Staff]:
    return list_leads(get_session(), row, get_agent())


def _name_people() -> dict[str, str]:
    """Those who may read experiences, to say who raised a concern and who leads."""
    return {one.id: one.name or one.email for one in list_readers(get_session())}
