"""The parts of the region: its sub-regions and forums, and organisations from a file."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import CodedError, Conflict
from consult.services.region import directing
from consult.services.region.uploading_directory import Uploaded, read_organisations, take_in_organisations
from consult.vocabulary import ForumKind
from consult.web.access import MANAGE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.region import ForumForm, SubRegionForm
from consult.web.region_words import FORUM_KINDS

bp = Blueprint("desk_directory", __name__, url_prefix="/desk/region")


@bp.route("/sub-regions", methods=["GET", "POST"])
@allow(MANAGE)
def sub_regions() -> ResponseReturnValue:
    """The parts of the region, and a form for one more."""
    session, form = get_session(), SubRegionForm()
    if form.validate_on_submit():
        key, name = form.key.data, form.name.data
        try:
            directing.add_sub_region(session, key, name, actor=current_user.id, now=get_now())
        except Conflict as error:
            form.key.errors = [f"{error.message} {error.remedy}"]
        else:
            flash(f"{name} is added.")
            return redirect(url_for("desk_directory.sub_regions"))
    found = directing.list_sub_regions(session)
    return render_template(
        "desk/region/sub_regions.html", sub_regions=found, form=form, errors=form.list_errors()
    )


@bp.get("/forums")
@allow(STAFF)
def forums() -> ResponseReturnValue:
    """The board and the other forums, with their members and the standing of each."""
    found = directing.list_forums(get_session())
    return render_template("desk/region/forums.html", forums=found, kinds=FORUM_KINDS)


@bp.route("/forums/new", methods=["GET", "POST"])
@allow(MANAGE)
def add_forum() -> ResponseReturnValue:
    """Add a forum with its members."""
    form = ForumForm()
    form.offer(directing.list_organisations(get_session()))
    if form.validate_on_submit():
        try:
            _add_forum(form)
        except Conflict as error:
            form.key.errors = [f"{error.message} {error.remedy}"]
        else:
            flash(f"{form.name.data} is added.")
            return redirect(url_for("desk_directory.forums"))
    return render_template("desk/region/add_forum.html", form=form, errors=form.list_errors())


@bp.route("/organisations/upload", methods=["GET", "POST"])
@allow(MANAGE)
def upload() -> ResponseReturnValue:
    """Take in organisations from a CSV file; each row that cannot be taken in is named with its reason."""
    uploaded: Uploaded | None = None
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        uploaded, errors = _take_in()
    status = 422 if errors else 200
    return render_template("desk/region/upload.html", uploaded=uploaded, errors=errors), status


def _take_in() -> tuple[Uploaded | None, list[dict[str, str]]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None, [{"text": "Choose a file", "href": "#file"}]
    try:
        table = read_organisations(file.filename, file.read())  # before the first query: it takes long
    except CodedError as error:
        return None, [{"text": f"{error.message} {error.remedy} ({error.code})", "href": "#file"}]
    return take_in_organisations(get_session(), table, actor=current_user.id, now=get_now()), []


def _add_forum(form: ForumForm) -> None:
    directing.add_forum(
        get_session(),
        key=form.key.data,
        name=form.name.data,
        kind=ForumKind(form.kind.data),
        quorum=form.quorum.data or 0,
        member_keys=form.members.data or (),
        actor=current_user.id,
        now=get_now(),
    )
