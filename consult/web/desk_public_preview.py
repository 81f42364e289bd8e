"""The public page of an outcome before it is open: for managers, exactly as everybody would read it now."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import get_consultation
from consult.services.following.published_versions import find_published
from consult.services.following.showing_outcome import show_outcome
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_titles import list_title_languages
from consult.web.languages import find_chosen_language, speaking

bp = Blueprint("desk_public_preview", __name__, url_prefix="/desk/consultations/<slug>/public-page/preview")


@bp.get("")
@allow(MANAGE)
def show(slug: str) -> ResponseReturnValue:
    """The page in the language asked for, though staff pages are in English; nobody keeps a copy of it."""
    with brief_transaction(writes=True) as session:
        shown = show_outcome(session, get_consultation(session, slug), now=get_now())
    consultation = get_consultation(get_session(), slug)
    with speaking(find_chosen_language().tag):
        return render_template(
            "desk/following/preview.html",
            shown=shown,
            consultation=consultation,
            published=find_published(get_session(), consultation),
            languages=[one.tag for one in list_title_languages(consultation)],
        )
