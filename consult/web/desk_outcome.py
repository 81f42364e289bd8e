"""What became of a consultation, for those who contributed: what was said, what government replied."""

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict
from consult.models.outcome import Outcome
from consult.services.consultations.concluding import Conclusion, conclude, find_outcome
from consult.services.consultations.consulting import get_consultation
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.outcome import OutcomeForm, list_values, make_form, read_conclusion
from consult.web.desk_titles import find_title, list_title_languages

bp = Blueprint("desk_outcome", __name__, url_prefix="/desk/consultations")
WRONG, STALE = 422, 409


@bp.route("/<slug>/outcome", methods=["GET", "POST"])
@allow(MANAGE)
def edit(slug: str) -> ResponseReturnValue:
    """The form; what is saved here is shown to everybody who comes back with a return number."""
    consultation = get_consultation(get_session(), slug)
    languages = list_title_languages(consultation)
    outcome = find_outcome(get_session(), consultation.id)
    form = make_form([one.tag for one in languages])(data=list_values(outcome))
    if not form.validate_on_submit():
        page = _show(slug, form, outcome)
        return (page, WRONG) if form.errors else page
    if not _keep(slug, read_conclusion(form)):
        return _show(slug, form, outcome, is_stale=True), STALE
    flash("The outcome is saved. Whoever comes back with a return number sees it.")
    return redirect(url_for("desk_consultations.overview", slug=slug))


def _keep(slug: str, conclusion: Conclusion) -> bool:
    """Save, unless somebody else saved since the form was shown."""
    session = get_session()
    version = request.form.get("version", 0, type=int)
    try:
        with session.begin_nested():
            conclude(
                session, get_consultation(session, slug), conclusion,
                version=version, actor=current_user.id, now=get_now(),
            )  # fmt: skip
    except Conflict:
        return False
    return True


def _show(slug: str, form: OutcomeForm, outcome: Outcome | None, *, is_stale: bool = False) -> str:
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/consultations/outcome.html",
        consultation=consultation,
        title=find_title(consultation),
        languages=list_title_languages(consultation),
        form=cast(Any, form),
        version=outcome.version if outcome else 0,
        saved=list_values(outcome) if is_stale else {},
        is_stale=is_stale,
    )
