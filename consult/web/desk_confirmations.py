"""Record what an organisation, or a forum of the region, said of a piece in another way than by its link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.models.carrying import CarriedMaterial
from consult.models.consultation import Consultation
from consult.services.agreement.giving_positions import RECORDS
from consult.services.carrying.answering import record_confirmation
from consult.services.carrying.labels import name_body, name_home
from consult.services.carrying.listing_carried import get_carried
from consult.services.consultations.attaching import get_attached, list_attached
from consult.services.consultations.consulting import get_consultation
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.carried import RecordConfirmationForm
from consult.web.desk_titles import find_title
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_confirmations", __name__, url_prefix="/desk/consultations/<slug>/carried/<int:number>")
WRONG = 422


@bp.route("/record", methods=["GET", "POST"])
@allow(MANAGE)
def record(slug: str, number: int) -> ResponseReturnValue:
    """What was said of a piece in a meeting or an e-mail, with the file that says so."""
    consultation = get_consultation(get_session(), slug)
    row, form = get_carried(get_session(), consultation.id, number), _make_form(consultation)
    if form.validate_on_submit() and _keep(consultation, row, form):
        flash("It is recorded.")
        return redirect(url_for("desk_carried.index", slug=slug))
    return _show(consultation, row, form), WRONG if request.method == "POST" else 200


def _show(consultation: Consultation, row: CarriedMaterial, form: RecordConfirmationForm) -> str:
    return render_template(
        "desk/carried/record.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        row=row,
        whose=name_body(get_session(), row),
        home=name_home(row),
        form=form,
        errors=form.list_errors(),
    )


def _make_form(consultation: Consultation) -> RecordConfirmationForm:
    found = RecordConfirmationForm()
    found.today = get_today()
    files = list_attached(get_session(), get_current_viewer(), consultation.id)
    found.offer([one for one in files if one.kind in RECORDS])
    return found


def _keep(consultation: Consultation, row: CarriedMaterial, form: RecordConfirmationForm) -> bool:
    """Keep what a valid form says; says on the form why it cannot be kept."""
    session, said_on = get_session(), form.said_on.data or get_today()
    file = get_attached(session, get_current_viewer(), consultation.id, form.file.data)
    author, now = get_author(), get_now()
    try:
        record_confirmation(session, row, form.read(), file, said_on=said_on, author=author, now=now)
    except Conflict as error:
        form.refuse(error, {"C537": "said_on"}, "answer")
        return False
    return True
