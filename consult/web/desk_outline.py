"""What the region already holds for each question of government, and the gaps, before anything is asked."""

from flask import Blueprint, render_template

from consult.exports.writers import WRITERS
from consult.services.consultations.consulting import get_consultation
from consult.services.outlines.earlier_consultations import MOST_YEARS
from consult.services.outlines.outlining import make_outline
from consult.services.region.setting_up import find_small_number
from consult.web.access import MANAGE, allow
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.desk_carried_words import STATES
from consult.web.desk_titles import find_title
from consult.web.desk_words import SECTORS
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_outline", __name__, url_prefix="/desk/consultations/<slug>/outline")


@bp.get("")
@allow(MANAGE)
def show(slug: str) -> str:
    """A part for each question of government."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    questions = make_outline(session, get_current_viewer(), consultation, today=get_today())
    return render_template(
        "desk/outline/show.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        questions=questions,
        sectors=SECTORS,
        states=STATES,
        least=find_small_number(session),
        most_years=MOST_YEARS,
        files=WRITERS,
    )
