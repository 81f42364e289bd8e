"""What the terms of a forum allow: its quorum, decisions in writing, and its chair's."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.signing.forum_terms import find_terms, get_forum, list_terms_files, set_terms
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.sign_off import TermsForm

bp = Blueprint("desk_forum_terms", __name__, url_prefix="/desk/region/forums/<key>/terms")


@bp.route("", methods=["GET", "POST"])
@allow(MANAGE)
def edit(key: str) -> ResponseReturnValue:
    """Say how the forum may decide."""
    session, form = get_session(), TermsForm()
    forum = get_forum(session, key)
    form.offer(forum, list_terms_files(session))
    if form.validate_on_submit():
        set_terms(session, forum, form.read(), actor=current_user.id, now=get_now())
        flash(f"The terms of {forum.name} are saved.")
        return redirect(url_for("desk_directory.forums"))
    if not form.is_submitted():
        form.show(find_terms(session, forum))
    page = render_template("desk/region/forum_terms.html", forum=forum, form=form, errors=form.list_errors())
    return page, 422 if form.errors else 200
