"""Which names of themes a run may show: those that it gives, and of earlier ones what still holds."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from analysis.results import Analysis
from analysis.themes.still_shown import count_carriers
from consult.models.analysis import AnalysisRun
from consult.models.response import Response
from consult.queries.checked import find_heads_marks
from consult.services.analyses.analysing import Material
from consult.services.identifiers.redacting import find_seals
from consult.services.themes.finding_decisions import list_named, read_found
from consult.services.themes.forgetting_phrases import leave_shown
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN, list_phrases


def check_names(
    session: Session, run: AnalysisRun, material: Material, analysis: Analysis, *, is_whole: bool
) -> dict[str, Any]:
    """Say what may be shown, and who carries it; for the run's manifest.

    is_whole: nobody went while the themes were named. Otherwise, and where somebody's words were changed or
    taken out meanwhile, also of the names just given only what the others carry stays.
    """
    reworded = _find_reworded(session, material)
    items = analysis.items[~analysis.items["respondent_id"].isin(list(reworded))]
    carriers = count_carriers(list_named(session, run), items, analysis.settings.min_accounts_per_phrase)
    if is_whole and not reworded:
        return {SHOWN: sorted({*carriers, *list_phrases(read_found(session, run))}), CARRIERS: carriers}
    leave_shown(run.found_themes, carriers)
    return {SHOWN: sorted(carriers), CARRIERS: carriers}


def _find_reworded(session: Session, material: Material) -> Collection[str]:
    """Accounts whose words, or what was taken out of them, changed since they were read."""
    asked = _select_ids(material.marks)
    heads, seals = find_heads_marks(session, asked), find_seals(session, asked)
    return {
        id
        for id in material.respondent_ids
        if id in material.marks
        and (heads.get(id), seals.get(id)) != (material.marks[id], material.seals.get(id))
    }


def _select_ids(ids: Collection[str]) -> Select[str]:
    return select(Response.id).where(Response.id.in_(ids))
