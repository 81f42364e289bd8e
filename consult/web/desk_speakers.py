"""Published figures of who speaks what where, which warn people before they send an experience."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import CodedError
from consult.services.region.counting_speakers import (
    FEW_PEOPLE,
    list_speakers,
    read_speakers,
    take_in_speakers,
)
from consult.services.region.uploading_directory import Uploaded
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_words import name_language

bp = Blueprint("desk_speakers", __name__, url_prefix="/desk/region/speakers")
WRONG = 422


@bp.route("/", methods=["GET", "POST"])
@allow(MANAGE)
def index() -> ResponseReturnValue:
    """The figures in use, and new ones from a file."""
    uploaded, errors = _take_in() if request.method == "POST" else (None, [])
    page = render_template(
        "desk/region/speakers.html",
        figures=list_speakers(get_session()),
        uploaded=uploaded,
        errors=errors,
        few=FEW_PEOPLE,
        name_language=name_language,
    )
    return (page, WRONG) if errors else page


def _take_in() -> tuple[Uploaded | None, list[dict[str, str]]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None, [{"text": "Choose a file", "href": "#file"}]
    try:
        table = read_speakers(file.filename, file.read())  # before the first query: it takes long
    except CodedError as error:
        return None, [{"text": f"{error.message} {error.remedy} ({error.code})", "href": "#file"}]
    return take_in_speakers(get_session(), table, actor=current_user.id, now=get_now()), []
