"""What people decide about all themes of a consultation: freeze, let go, merge, take in, undo."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.consultations.consulting import get_consultation
from consult.services.themes import deciding_themes, freezing_themes
from consult.services.themes.grouping_themes import Broader, group_themes
from consult.services.themes.undoing_themes import undo_last
from consult.web.access import DECIDE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.theme_decision_words import STEPS

bp = Blueprint("desk_theme_decisions", __name__, url_prefix="/desk/consultations/<slug>/theme-decisions")


@bp.post("/freeze")
@allow(DECIDE)
def freeze(slug: str) -> ResponseReturnValue:
    """Keep the themes as they stand."""
    freezing_themes.freeze(get_session(), _find(slug), **_who())
    return _go_back(slug, "The themes are frozen: later runs only give new passages to them.")


@bp.post("/release")
@allow(DECIDE)
def release(slug: str) -> ResponseReturnValue:
    """Let the themes of the latest run stand again."""
    freezing_themes.release(get_session(), _find(slug), **_who())
    return _go_back(slug, "The themes of the latest run stand again. What was decided can be brought back.")


@bp.post("/merge")
@allow(DECIDE)
def merge(slug: str) -> ResponseReturnValue:
    """Make one theme of those that are ticked."""
    keys, label = request.form.getlist("theme"), request.form.get("label", "")
    deciding_themes.merge_themes(get_session(), _find(slug), keys, label, **_who())
    return _go_back(slug, "The themes are one theme now.")


@bp.post("/take-in")
@allow(DECIDE)
def take_in(slug: str) -> ResponseReturnValue:
    """Take in something new as a theme of its own."""
    found = request.form.get("found", "")
    deciding_themes.add_theme(get_session(), _find(slug), found, **_who())
    return _go_back(slug, "The new theme stands beside the others.")


@bp.post("/group")
@allow(DECIDE)
def group(slug: str) -> ResponseReturnValue:
    """Put the themes that are ticked under a broader one, or under none."""
    keys, broader = request.form.getlist("theme"), request.form.get("broader", "")
    wish = Broader(broader, request.form.get("label", ""))
    group_themes(get_session(), _find(slug), keys, wish, **_who())
    return _go_back(slug, "The broader themes are changed.")


@bp.post("/undo")
@allow(DECIDE)
def undo(slug: str) -> ResponseReturnValue:
    """Undo the last step."""
    decision = undo_last(get_session(), _find(slug), **_who())
    return _go_back(slug, f"Undone: somebody {STEPS[decision.step]}.")


def _find(slug: str) -> str:
    return get_consultation(get_session(), slug).id


def _who() -> dict[str, Any]:
    return {"staff_id": current_user.id, "now": get_now()}


def _go_back(slug: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("desk_themes.show", slug=slug))
