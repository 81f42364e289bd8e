"""Asked before this browser lets go of an experience that it has not sent: nobody else can open it."""

from flask import abort, make_response, render_template, request

from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_visit import find_slug
from consult.web.stops import SWITCH_FIELD

BEGIN_AGAIN = "begin_again"


def ask_before_losing(address: str, **fields: str) -> None:
    """Show what would be lost, unless nothing would or somebody just said that it may be.

    address: to which the answer is sent again. fields: what was sent to it, which the page sends once more.
    """
    held = EXPERIENCE_COOKIE.find()
    is_said = BEGIN_AGAIN in request.form and SWITCH_FIELD not in request.form
    if held is None or not held.draft_key or is_said:
        return
    again = fields | {BEGIN_AGAIN: "yes"}
    page = render_template("account/group/unsent.html", address=address, fields=again, slug=find_slug(held))
    abort(make_response(page))
