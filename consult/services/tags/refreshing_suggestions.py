"""Suggest tags anew from what people decided since: the analysis' themes and states stay as they are."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy.orm import Session

from analysis.suggesting import Proposing, Suggested, suggest_again
from consult.services import auditing
from consult.services.analyses.analysing import Material
from consult.services.analyses.keeping_segments import keep_segments
from consult.services.analyses.leaving_out import find_refused
from consult.services.analyses.suggestions_in_parts import Staged, let_stand
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys


@dataclass(frozen=True)
class Refreshed:
    """What was kept: passages read anew, tags suggested for them, and decisions learnt from.

    left_out: how many more tags were likely enough, beside the best of each facet of each passage.
    """

    segments: int
    suggestions: int
    left_out: int
    decisions: int


def find_suggestions(material: Material, proposing: Proposing) -> Suggested:
    """Suggest tags for the material; needs no database. Raises: AnalysisError; A027 when stopped."""
    return suggest_again(material.items, proposing)


def refresh_suggestions(
    session: Session,
    material: Material,
    found: Suggested,
    *,
    staged: Staged,
    keys: AccountKeys | None,
    actor: str,
    now: datetime,
) -> Refreshed:
    """Replace the suggestions for what was read; people's decisions, and experiences now locked, stay.

    staged: the new ones, which were kept part by part (suggestions_in_parts.py).
    What was withdrawn, or is no longer permitted, since the material was read is left out; what was told
    elsewhere has the suggestions of its own consultation.
    """
    refused = find_refused(session, material, find_day(now))
    without = refused.keys() | material.elsewhere_ids
    usable = [key for key, row in material.answers.items() if row.response_id not in without]
    segments, codings = _keep_only(found.segments, usable), _keep_only(found.codings, usable)
    ids = keep_segments(session, material, segments, keys, staged.placed)
    left_out = {key: n for key, n in found.left_out.items() if key in ids}
    let_stand(session, material, left_out, ids, staged.mark)
    session.flush()
    kept = Refreshed(len(ids), len(codings), sum(left_out.values()), len(material.decisions))
    auditing.record(
        session,
        actor=actor,
        action="suggestions refreshed",
        subject_kind="consultation",
        subject_id=material.consultation_id,
        details={"suggestions": kept.suggestions, "decisions": kept.decisions},
        now=now,
    )
    return kept


def _keep_only(frame: pd.DataFrame, answer_ids: list[str]) -> pd.DataFrame:
    return frame[frame["item_id"].isin(answer_ids)]
