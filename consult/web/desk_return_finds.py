"""Personal data found in returns: decided on the return's page, and a list of what waits for that."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import get_consultation
from consult.services.identifiers.settling_finds import Choice, settle
from consult.services.identifiers.waiting_finds import open_waiting
from consult.web.access import DECIDE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_answers import read_return
from consult.web.desk_listings import read_page
from consult.web.desk_return_pages import get_return, render
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_return_finds", __name__, url_prefix="/desk/consultations/<slug>/returns")
CHOICES = {"stand": True, "keep_out": False}


@bp.get("/personal-data")
@allow(DECIDE)
def waiting(slug: str) -> str:
    """The returns with passages that are not quoted because of personal data nobody decided about."""
    session, viewer = get_session(), get_current_viewer()
    consultation = get_consultation(session, slug)
    page = read_page(request.args)
    found = open_waiting(session, viewer, consultation.id, page=page, today=get_today())
    return render("waiting", consultation, found=found)


@bp.post("/<response_id>/personal-data")
@allow(DECIDE)
def decide(slug: str, response_id: str) -> ResponseReturnValue:
    """Keep what this person decided about what was found in one return."""
    _, response = get_return(slug, response_id)
    texts, choices = read_return(response).texts, dict(_list_choices())
    session, viewer, mark = get_session(), get_current_viewer(), request.form.get("mark", "")
    decided = settle(session, viewer, response, texts, choices, mark=mark, today=get_today(), now=get_now())
    flash("What you decided is kept." if decided else "Nothing was chosen, so nothing is changed.")
    return redirect(url_for("desk_returns.show", slug=slug, response_id=response_id) + "#personal-data")


def _list_choices() -> Iterator[tuple[Choice, bool]]:
    """What was chosen of each place; the name of a field is its question and offsets."""
    for name, value in request.form.items():
        kind, _, place = name.partition(":")
        question_id, *offsets = place.rsplit("-", 2)
        if kind == "find" and value in CHOICES and len(offsets) == 2 and all(map(str.isdecimal, offsets)):
            yield (question_id, int(offsets[0]), int(offsets[1])), CHOICES[value]
