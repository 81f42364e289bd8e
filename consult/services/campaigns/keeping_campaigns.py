"""Keep the shared wording that a run found: who has it, where, and which passages are people's own."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from analysis.results import Analysis
from analysis.shared_spans import list_own_segments, read_spans
from consult.frames import iterate_rows
from consult.models.analysis import AnalysisRun
from consult.models.base import new_id
from consult.models.campaigns import CampaignMember, OwnSegment
from consult.models.many_rows import insert_rows
from consult.queries.campaigns import list_decisions
from consult.services.analyses.analysing import Material
from consult.services.campaigns.settling_campaigns import list_counted


def keep_campaigns(
    session: Session,
    run: AnalysisRun,
    material: Material,
    analysis: Analysis,
    segment_ids: Mapping[str, str],
) -> None:
    """Write members and own passages; what people decided before goes on. segment_ids: rows by segment."""
    frames = (analysis.campaigns, analysis.pending)
    groups: dict[str, set[str]] = {}
    for frame in frames:
        for key, answer_id in zip(frame["campaign_id"], frame["item_id"], strict=True):
            groups.setdefault(key, set()).add(answer_id)
    counted = list_counted(groups, list_decisions(session, run.consultation_id))
    members = [
        {
            "id": new_id(),
            "run_id": run.id,
            "key": row.campaign_id,
            "answer_id": row.item_id,
            "revision_id": material.answers[row.item_id].revision_id,
            "shared": float(row.shared),
            "spans": [list(span) for span in read_spans(row.spans)],
            "is_counted": (row.campaign_id, row.item_id) in counted,
            "beside": _describe_beside(row, material) if frame is analysis.pending else None,
        }
        for frame in frames
        for row in iterate_rows(frame)
    ]
    own = [{"id": new_id(), "run_id": run.id, "segment_id": segment_ids[one]} for one in _list_own(analysis)]
    insert_rows(session, CampaignMember, members)
    insert_rows(session, OwnSegment, own)


def _describe_beside(row: Any, material: Material) -> dict[str, Any] | None:
    """The answer in another language that this one was laid beside, and which parts stand for each other."""
    if row.beside not in material.answers:
        return None
    pairs = zip(read_spans(row.aligned), read_spans(row.beside_aligned), strict=True)
    return {"answer_id": row.beside, "pairs": [[*own, *other] for own, other in pairs]}


def _list_own(analysis: Analysis) -> list[str]:
    """List the own passages by the first group of each answer: its places are the same in all."""
    every = pd.concat([analysis.campaigns, analysis.pending]).drop_duplicates("item_id")
    return list_own_segments(analysis.segments, every)
