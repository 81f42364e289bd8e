"""What a passage is to its theme, in words, and the languages that a theme is spoken of in."""

from typing import Any

from consult.models.analysis import AnalysisRun, Theme
from consult.queries.viewer import Viewer
from consult.web.desk_words import name_language

_MANY = {"central": "One of the most typical passages", "typical": "An ordinary passage of this theme"}
_LEAST = "The least typical passage: read it before you name the theme"


def list_marks(run: AnalysisRun, theme: Theme) -> dict[str, str]:
    """Words for the passages that stand for a theme, by segment."""
    marks = {
        segment_id: words
        for part, words in _MANY.items()
        for segment_id in run.manifest.get(part, {}).get(theme.key, [])
    }
    least = run.manifest.get("dissenting", {}).get(theme.key)
    return marks | ({least: _LEAST} if least else {})


def describe_theme(run: AnalysisRun, theme: Theme, viewer: Viewer) -> dict[str, Any]:
    """What the page of a theme needs beside its passages; languages only for those who see experiences."""
    return {
        "marks": list_marks(run, theme),
        "spoken": list_spoken(theme) if viewer.sees_accounts else [],
        "name_language": name_language,
    }


def list_spoken(theme: Theme) -> list[dict[str, Any]]:
    """Languages of a theme with their names and phrases; none where it is spoken of in one only."""
    spoken = theme.spoken or []
    return [one | {"name": name_language(one["language"])} for one in spoken] if len(spoken) > 1 else []
