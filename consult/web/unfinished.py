"""An unfinished return that was opened with its number once nothing can be sent any more."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from consult.models.consultation import Consultation
from consult.web.access import PUBLIC, allow
from consult.web.answering_session import REOPENED_KEY
from consult.web.database import get_session
from consult.web.resuming import find_unsent

blueprint = Blueprint("unfinished", __name__, url_prefix="/return/unfinished")


@blueprint.get("/")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Say that it was not sent, how long it is kept, and whom to ask."""
    found = find_unsent(session.get(REOPENED_KEY, ""))
    if found is None:
        return redirect(url_for("returning.enter"))
    response, row = found
    consultation = get_session().get_one(Consultation, response.consultation_id)
    return render_template("public/unfinished_over.html", consultation=consultation, row=row)
