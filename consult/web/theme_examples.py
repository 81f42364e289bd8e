"""What a passage is to its theme, in words, and the languages that a theme is spoken of in."""

from typing import Any

from analysis.calibration import Trust
from consult.models.analysis import Theme
from consult.models.consultation import Consultation
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import ThemePage
from consult.services.tags.measuring_suggestions import list_tags_drawn, measure_scores, measure_suggestions
from consult.services.tags.telling_reliability import Reliability, find_reliability
from consult.services.themes.showing_examples import CENTRAL, LEAST, TYPICAL, ShownExamples
from consult.web.database import get_session
from consult.web.desk_words import name_language, name_sector
from consult.web.theme_contrasts import list_contrasts
from consult.web.viewing import may_see_figures

_MARKS = {
    CENTRAL: "One of the most typical passages",
    TYPICAL: "An ordinary passage of this theme",
    LEAST: "The least typical passage: read it before you name the theme",
}


def describe_theme(
    consultation: Consultation, theme: Theme, content: ThemePage, examples: ShownExamples, viewer: Viewer
) -> dict[str, Any]:
    """What the page of a theme needs beside its passages; languages only for those who see experiences,
    and who says more of it on the first page alone.
    """
    return {
        "contrasts": list_contrasts(consultation, theme.key, viewer) if content.page == 1 else [],
        "examples": examples,
        "marks": {segment_id: _MARKS[part] for segment_id, part in examples.parts.items()},
        "spoken": list_spoken(theme) if viewer.sees_accounts else [],
        "name_language": name_language,
        "name_sector": name_sector,
        "reliability": _find_reliability(theme, content, viewer),
    }


def _find_reliability(theme: Theme, content: ThemePage, viewer: Viewer) -> Reliability:
    """Measured only where a suggested tag is shown that it stands beside."""
    is_shown = any(tag.score is not None for one in content.passages for tag in one.tags)
    if not is_shown or not may_see_figures(viewer):
        return find_reliability(theme.run, [], Trust.TOO_FEW)
    tags = list_tags_drawn(get_session(), viewer, theme.run)
    return find_reliability(theme.run, measure_suggestions(tags), measure_scores(tags).trust)


def list_spoken(theme: Theme) -> list[dict[str, Any]]:
    """Languages of a theme with their names and phrases; none where it is spoken of in one only."""
    spoken = theme.spoken or []
    return [one | {"name": name_language(one["language"])} for one in spoken] if len(spoken) > 1 else []
