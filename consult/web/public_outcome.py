"""“We asked, you said, we did”: what became of a consultation, for everybody, made anew at each request."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import get_consultation
from consult.services.following.showing_outcome import show_published
from consult.web.access import PUBLIC, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_titles import list_title_languages

blueprint = Blueprint("public_outcome", __name__)


@blueprint.get("/consultations/<slug>/outcome")
@allow(PUBLIC)
def show(slug: str) -> ResponseReturnValue:
    """The page, with the words that may be used at this moment; nobody keeps a copy of it."""
    with brief_transaction(writes=True) as session:
        shown = show_published(session, slug, now=get_now())
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "public/we_asked.html",
        shown=shown,
        consultation=consultation,
        languages=[one.tag for one in list_title_languages(consultation)],
    )
