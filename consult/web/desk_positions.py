"""How partners stand to a version, by section, and positions that staff record for an organisation."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.consultation import Consultation
from consult.models.versions import DraftVersion
from consult.queries.versions import get_version
from consult.services.agreement.circulating import ask
from consult.services.agreement.days_said import list_first_days
from consult.services.agreement.giving_positions import RECORDS, record_position
from consult.services.agreement.saying_positions import list_apart, say_counts, say_held
from consult.services.agreement.tallying import tally
from consult.services.consultations.attaching import get_attached, list_attached
from consult.services.consultations.consulting import get_consultation
from consult.services.days import find_day
from consult.services.region import directing
from consult.services.signing.closing_positions import find_closed
from consult.services.versions.version_bodies import read_body
from consult.web.access import DRAFTS, MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.circulation import RecordForm, choose
from consult.web.submission_ids import find_submission_id
from consult.web.viewing import get_current_viewer

PREFIX = "/desk/consultations/<slug>/versions/<int:number>/positions"
bp = Blueprint("desk_positions", __name__, url_prefix=PREFIX)
WRONG = 422


@bp.get("")
@allow(DRAFTS)
def index(slug: str, number: int) -> ResponseReturnValue:
    """The tallies: each section with who holds which position, and who did not reply."""
    consultation, version = _get(slug, number)
    found = tally(get_session(), version, find_closed(get_session(), version))
    values = {"consultation": consultation, "version": version, "agreement": found}
    said = {"say_counts": say_counts, "say_held": say_held, "list_apart": list_apart}
    return render_template("desk/agreement_round/positions.html", **said, **values)


@bp.get("/record")
@allow(MANAGE)
def form(slug: str, number: int) -> ResponseReturnValue:
    """A form for a position that was given in another way."""
    consultation, version = _get(slug, number)
    empty = _make_form(consultation, version, formdata=None)
    choose(empty.section, request.args.get("section", ""))
    empty.said_on.process_data(get_today())
    return _show(consultation, version, empty)


@bp.post("/record")
@allow(MANAGE)
def record(slug: str, number: int) -> ResponseReturnValue:
    """Record a position in the name of an organisation, with the minute or e-mail that says so."""
    session, author, now = get_session(), get_author(), get_now()
    consultation, version = _get(slug, number)
    typed = _make_form(consultation, version)
    if not typed.validate():
        return _show(consultation, version, typed), WRONG
    body = directing.get_organisation(session, typed.organisation.data)
    file = get_attached(session, get_current_viewer(), consultation.id, typed.file.data)
    asked = ask(session, version, body, author=author, now=now)
    by: dict[str, Any] = {"said_on": typed.said_on.data, "submission_id": find_submission_id()}
    record_position(session, asked, typed.section.data, typed.read(), file, author=author, now=now, **by)
    flash(f"The position of {body.name} is recorded.")
    return redirect(url_for(".index", slug=slug, number=number))


def _get(slug: str, number: int) -> tuple[Consultation, DraftVersion]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_version(get_session(), consultation.id, number)


def _make_form(consultation: Consultation, version: DraftVersion, **options: object) -> RecordForm:
    found = RecordForm(**options)
    found.today, found.first_day = get_today(), find_day(version.made_at)
    found.first_days = list_first_days(get_session(), version)
    files = list_attached(get_session(), get_current_viewer(), consultation.id)
    sections = [(one.key, one.title) for one in read_body(version.body).sections]
    bodies = directing.list_organisations(get_session())
    found.offer(bodies, sections, [one for one in files if one.kind in RECORDS])
    return found


def _show(consultation: Consultation, version: DraftVersion, typed: RecordForm) -> str:
    return render_template(
        "desk/agreement_round/record.html",
        consultation=consultation,
        version=version,
        closed=find_closed(get_session(), version),
        form=typed,
        errors=typed.list_errors(),
        submission_id=find_submission_id(),
    )
