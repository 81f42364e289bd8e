"""What the page of themes says of what people decided about them."""

from typing import Any

from consult.models.analysis import AnalysisRun
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.viewer import Viewer
from consult.services.themes.finding_beside import list_new
from consult.services.themes.grouping_themes import list_broader
from consult.services.themes.theme_history import find_author, list_history
from consult.web.database import get_session

STEPS = {
    ThemeStep.FROZEN: "froze the themes",
    ThemeStep.RELEASED: "let the themes go",
    ThemeStep.MERGED: "merged themes",
    ThemeStep.SPLIT: "split a theme",
    ThemeStep.MOVED: "moved passages",
    ThemeStep.RENAMED: "renamed a theme",
    ThemeStep.ADDED: "took in a new theme",
    ThemeStep.GROUPED: "changed the broader themes",
    ThemeStep.TAGGED: "made a theme a tag",
}
MOST_SHOWN = 12


def describe_decisions(run: AnalysisRun, viewer: Viewer) -> dict[str, Any]:
    """What the page of themes says of what was decided, and of what is new beside it."""
    session = get_session()
    history = list_history(session, run.consultation_id)
    return {
        "history": [_say(one) for one in history[:MOST_SHOWN]],
        "can_undo": any(one.undone_at is None for one in history),
        "beside": list_new(session, viewer, run),
        "broader": list_broader(run),
    }


def _say(decision: ThemeDecision) -> dict[str, Any]:
    return {
        "by": find_author(get_session(), decision),
        "what": STEPS[decision.step],
        "at": decision.decided_at,
        "undone": decision.undone_at is not None,
    }
