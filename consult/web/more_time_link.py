"""An organisation opens the link that gives it more time."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.web.access import PUBLIC, allow
from consult.web.more_time import hold_link

blueprint = Blueprint("more_time_link", __name__, url_prefix="/c/<slug>/more-time")


@blueprint.get("/<token>")
@allow(PUBLIC)
def open_link(slug: str, token: str) -> ResponseReturnValue:
    """Open a link, known or not: its secret part leaves the address at once, and is told to no page."""
    hold_link(slug, token)
    answer = redirect(url_for("answering.start", slug=slug))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
