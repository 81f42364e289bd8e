"""Care for people who tell their experience: what the region promises, and who near them can help."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.care import CareSettings, SupportLine
from consult.services.consultations import caring
from consult.web.access import MANAGE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.care import CareForm, SupportForm
from consult.web.desk_forms.stale import is_stale, list_differences
from consult.web.desk_words import SUPPORT_KINDS, name_language

bp = Blueprint("desk_care", __name__, url_prefix="/desk/region/care")
NEVER_SAVED = 0
STALE, WRONG = 409, 422


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """What the region promises, and everybody who can help."""
    return _show(_make_stored(), support=SupportForm(formdata=None))


@bp.post("/")
@allow(MANAGE)
def change() -> ResponseReturnValue:
    """Say what the region promises."""
    session, form = get_session(), CareForm()
    if not form.validate():
        return _show(form), WRONG
    if is_stale(request.form.get("version"), _find_version(caring.find_care(session))):
        return _show(form, differences=list_differences(form, _make_stored())), STALE
    caring.describe_care(session, form.read(), actor=current_user.id, now=get_now())
    flash("Saved. Every page of “your experience” says so now.")
    return redirect(url_for("desk_care.index"))


@bp.post("/support")
@allow(MANAGE)
def add_support() -> ResponseReturnValue:
    """Add somebody who can help."""
    form = SupportForm()
    if not form.validate():
        return _show(_make_stored(), support=form), WRONG
    caring.add_support(get_session(), form.read(), actor=current_user.id, now=get_now())
    flash(f"{form.name.data} is on the pages of “your experience”.")
    return redirect(url_for("desk_care.index"))


@bp.route("/support/<line_id>", methods=["GET", "POST"])
@allow(MANAGE)
def support(line_id: str) -> ResponseReturnValue:
    """Change what is said of somebody who can help."""
    session, form = get_session(), SupportForm()
    line = caring.get_support(session, line_id)
    if form.validate_on_submit():
        caring.change_support(session, line, form.read(), actor=current_user.id, now=get_now())
        flash(f"{line.name} is saved.")
        return redirect(url_for("desk_care.index"))
    if not form.is_submitted():
        form.show(line)
    status = WRONG if form.errors else 200
    return render_template(
        "desk/region/support.html", line=line, form=form, errors=form.list_errors()
    ), status


@bp.post("/support/<line_id>/remove")
@allow(MANAGE)
def remove_support(line_id: str) -> ResponseReturnValue:
    """Take somebody off the pages."""
    session = get_session()
    line = caring.get_support(session, line_id)
    flash(f"{line.name} is removed.")
    caring.remove_support(session, line, actor=current_user.id, now=get_now())
    return redirect(url_for("desk_care.index"))


def _show(form: CareForm, *, support: SupportForm | None = None, **more: object) -> str:
    session = get_session()
    support = support or SupportForm(formdata=None)
    return render_template(
        "desk/region/care.html",
        form=form,
        support_form=support,
        errors=form.list_errors() + support.list_errors(),
        version=_find_version(caring.find_care(session)),
        rows=[_tabulate(line) for line in caring.list_support(session)],
        missing=caring.list_missing_care(session),
        **more,
    )


def _tabulate(line: SupportLine) -> tuple[SupportLine, list[str]]:
    languages = ", ".join(name_language(tag) for tag in line.languages)
    return line, [
        line.reach,
        languages,
        line.hours,
        "Yes" if line.is_free else "No",
        SUPPORT_KINDS[line.kind],
    ]


def _make_stored() -> CareForm:
    """A form that holds what is stored, whatever was sent."""
    form = CareForm(formdata=None)
    form.show(caring.find_care(get_session()))
    return form


def _find_version(care: CareSettings | None) -> int:
    return care.version if care else NEVER_SAVED
