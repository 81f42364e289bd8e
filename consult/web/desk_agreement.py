"""The relay agreement in the staff area: every version, and a new one in the place of the current."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.experiences.relay_agreements import (
    get_current_agreement,
    list_agreements,
    publish_agreement,
)
from consult.web.access import MANAGE, STAFF, allow, meets
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_forms.agreement import list_values, make_agreement_form
from consult.web.desk_titles import list_title_languages

bp = Blueprint("desk_agreement", __name__, url_prefix="/desk/region/relay-agreement")
WRONG = 422


@bp.get("/")
@allow(STAFF)
def index() -> str:
    """What groups accept now, and what they accepted before."""
    versions = list_agreements(get_session())
    return render_template("desk/agreement/index.html", versions=versions, may_manage=meets(MANAGE))


@bp.route("/replace", methods=["GET", "POST"])
@allow(MANAGE)
def replace() -> ResponseReturnValue:
    """Put a new version in its place."""
    session, languages = get_session(), list_title_languages()
    form = make_agreement_form([one.tag for one in languages])(
        data=list_values(get_current_agreement(session))
    )
    if not form.validate_on_submit():
        page = render_template("desk/agreement/replace.html", form=form, languages=languages)
        return page, WRONG if form.is_submitted() else 200
    title, promises = form.read()
    new = publish_agreement(session, title, promises, actor=current_user.id, today=get_today(), now=get_now())
    flash(f"Version {new.version} holds. Groups accept it before they relay again.")
    return redirect(url_for(".index"))
