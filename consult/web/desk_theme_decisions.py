"""What people decide about all themes of a consultation: freeze, let go, merge, take in, undo."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.analysis import AnalysisRun
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.viewer import Viewer
from consult.services import deciding_themes, freezing_themes
from consult.services.consulting import get_consultation
from consult.services.finding_beside import list_new
from consult.services.theme_history import find_author, list_history
from consult.services.undoing_themes import undo_last
from consult.web.access import DECIDE, allow
from consult.web.clock import get_now
from consult.web.database import get_session

bp = Blueprint("desk_theme_decisions", __name__, url_prefix="/desk/consultations/<slug>/theme-decisions")
STEPS = {
    ThemeStep.FROZEN: "froze the themes",
    ThemeStep.RELEASED: "let the themes go",
    ThemeStep.MERGED: "merged themes",
    ThemeStep.SPLIT: "split a theme",
    ThemeStep.MOVED: "moved passages",
    ThemeStep.RENAMED: "renamed a theme",
    ThemeStep.ADDED: "took in a new theme",
    ThemeStep.TAGGED: "made a theme a tag",
}
MOST_SHOWN = 12


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


@bp.post("/undo")
@allow(DECIDE)
def undo(slug: str) -> ResponseReturnValue:
    """Undo the last step."""
    decision = undo_last(get_session(), _find(slug), **_who())
    return _go_back(slug, f"Undone: somebody {STEPS[decision.step]}.")


def describe_decisions(run: AnalysisRun, viewer: Viewer) -> dict[str, Any]:
    """What the page of themes says of what was decided, and of what is new beside it."""
    session = get_session()
    history = list_history(session, run.consultation_id)
    return {
        "history": [_say(one) for one in history[:MOST_SHOWN]],
        "can_undo": any(one.undone_at is None for one in history),
        "beside": list_new(session, viewer, run),
    }


def _say(decision: ThemeDecision) -> dict[str, Any]:
    return {
        "by": find_author(get_session(), decision),
        "what": STEPS[decision.step],
        "at": decision.decided_at,
        "undone": decision.undone_at is not None,
    }


def _find(slug: str) -> str:
    return get_consultation(get_session(), slug).id


def _who() -> dict[str, Any]:
    return {"staff_id": current_user.id, "now": get_now()}


def _go_back(slug: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("desk_themes.show", slug=slug))
