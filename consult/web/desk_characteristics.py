"""Which tags stand for a protected characteristic; a draft says of each what was heard about it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from analysis.drafting.characteristic_words import NINE
from consult.errors import Conflict
from consult.models.characteristic_kinds import Characteristic
from consult.services.tags.coding import list_codes
from consult.services.tags.mapping_characteristics import (
    find_characteristics,
    make_ready_tag,
    map_characteristics,
)
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session

bp = Blueprint("desk_characteristics", __name__, url_prefix="/desk/settings/characteristics")
NONE = ""
TAG = "tag-"


@bp.get("")
@allow(MANAGE)
def index() -> ResponseReturnValue:
    """The nine characteristics, and what each tag stands for."""
    return _show()


@bp.post("")
@allow(MANAGE)
def change() -> ResponseReturnValue:
    """Say what tags stand for; what is no characteristic is left as it is."""
    chosen = {key.removeprefix(TAG): value for key, value in request.form.items() if key.startswith(TAG)}
    known = {NONE: None} | {one.value: one for one in Characteristic}
    wanted = {key: known[value] for key, value in chosen.items() if value in known}
    changed = map_characteristics(get_session(), wanted, actor=current_user.id, now=get_now())
    flash("What tags stand for is saved." if changed else "Nothing was changed.")
    return redirect(url_for(".index"))


@bp.post("/<characteristic>/tag")
@allow(MANAGE)
def add(characteristic: str) -> ResponseReturnValue:
    """Add the tag that is worded ready for a characteristic."""
    if characteristic not in set(Characteristic):
        return _show(), 404
    try:
        made = make_ready_tag(
            get_session(), Characteristic(characteristic), actor=current_user.id, now=get_now()
        )
    except Conflict as error:
        return _show(f"{error.message} {error.remedy} ({error.code})"), error.status
    flash(f"The tag “{made.label}” is in the codebook. The next analysis suggests where it fits.")
    return redirect(url_for(".index"))


def _show(error: str = "") -> str:
    session = get_session()
    return render_template(
        "desk/settings/characteristics.html",
        nine=NINE,
        codes=list_codes(session),
        tags=find_characteristics(session),
        error=error,
    )
