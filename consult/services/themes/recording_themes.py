"""Keep the themes of a run with their passages; those that go on from the run before keep key and name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from analysis.results import Analysis
from consult.frames import iterate_rows
from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.base import new_id
from consult.models.many_rows import insert_rows
from consult.services.themes.continuing import Continued, continue_broader, continue_themes

_ALONE: Mapping[str, str | None] = {"broader_key": None, "broader_label": None}


def keep_themes(
    session: Session, run: AnalysisRun, analysis: Analysis, segment_ids: Mapping[str, str]
) -> dict[str, str]:
    """Write themes and placements. segment_ids: each segment's row by the analysis room's id.

    Returns: the key of each theme by the analysis room's id.
    """
    ranks = _rank(analysis)
    members: dict[str, set[str]] = {row.theme_id: set() for row in iterate_rows(analysis.themes)}
    for (theme_id, segment_id), (_, rank) in ranks.items():
        if rank == 1:
            members[theme_id].add(segment_ids[segment_id])
    continued = continue_themes(session, run.consultation_id, members)
    ids = {own_id: new_id() for own_id in members}
    broader = _find_broader(session, run, analysis, continued)
    spoken = _list_spoken(analysis)
    themes = [
        {
            "id": ids[row.theme_id],
            "run_id": run.id,
            **_describe(row, continued[row.theme_id]),
            **broader.get(row.broader_id, _ALONE),
            "spoken": spoken.get(row.theme_id, []),
        }
        for row in iterate_rows(analysis.themes)
    ]
    placements = [
        {
            "id": new_id(),
            "theme_id": ids[theme_id],
            "segment_id": segment_ids[segment_id],
            "score": score,
            "rank": rank,
        }
        for (theme_id, segment_id), (score, rank) in ranks.items()
    ]
    for model, rows in ((Theme, themes), (ThemePlacement, placements)):
        insert_rows(session, model, rows)
    return {own_id: one.key for own_id, one in continued.items()}


def _find_broader(
    session: Session, run: AnalysisRun, analysis: Analysis, continued: Mapping[str, Continued]
) -> dict[str, dict[str, str | None]]:
    """Key and label of each broader theme by the analysis room's id."""
    members: dict[str, set[str]] = {}
    for row in iterate_rows(analysis.themes):
        if row.broader_id:
            members.setdefault(row.broader_id, set()).add(continued[row.theme_id].key)
    keys = continue_broader(session, run.consultation_id, members)
    return {
        row.broader_id: {"broader_key": keys[row.broader_id], "broader_label": row.label}
        for row in iterate_rows(analysis.broader)
    }


def _list_spoken(analysis: Analysis) -> dict[str, list[dict[str, Any]]]:
    """Languages and phrases of each theme; how many speak a language is not kept, it may be one person."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in iterate_rows(analysis.spoken):
        phrases = [phrase for phrase in row.key_phrases.split("|") if phrase]
        found.setdefault(row.theme_id, []).append({"language": row.language, "phrases": phrases})
    return found


def _rank(analysis: Analysis) -> dict[tuple[str, str], tuple[float, int]]:
    """Give each placement, by theme and segment, its score and its rank among those of the segment."""
    taken: Counter[str] = Counter()
    best_first = analysis.assignments.sort_values(
        ["segment_id", "score", "theme_id"], ascending=[True, False, True]
    )
    ranks = {}
    for row in iterate_rows(best_first):
        taken[row.segment_id] += 1
        ranks[row.theme_id, row.segment_id] = float(row.score), taken[row.segment_id]
    return ranks


def _describe(row: Any, continued: Continued) -> dict[str, Any]:
    return {
        "key": continued.key,
        "label": continued.label or row.label,
        "proposed_label": row.label,
        "key_phrases": [phrase for phrase in row.key_phrases.split("|") if phrase],
        "size_responses": int(row.size_responses),
        "stability": float(row.stability),
        "renamed_by_id": continued.renamed_by_id,
        "renamed_at": continued.renamed_at,
    }
