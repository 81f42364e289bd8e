"""Languages that open together or not at all: what each of them still lacks."""

from flask import Blueprint, render_template

from consult.services.consultations.consulting import get_consultation
from consult.web.access import STAFF, allow
from consult.web.database import get_session
from consult.web.desk_equal_words import list_equal_languages, show_lacks
from consult.web.desk_titles import find_title
from consult.web.desk_words import name_language

bp = Blueprint("desk_equal_languages", __name__, url_prefix="/desk/consultations/<slug>/equal-languages")


@bp.get("")
@allow(STAFF)
def show(slug: str) -> str:
    """What is lacking, each with a link to where it is mended."""
    return show_page(slug)


def show_page(slug: str, *, is_refused: bool = False) -> str:
    """The page; is_refused: somebody has just tried to open the consultation."""
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/cells/equal.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        languages=[name_language(tag) for tag in list_equal_languages()],
        lacks=show_lacks(consultation),
        is_refused=is_refused,
    )
