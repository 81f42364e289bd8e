"""Leave out of an analysis whoever withdrew, or took permission back, while it ran."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from analysis.results import Analysis
from consult.models.response import Response
from consult.queries.handled import find_set_aside
from consult.services.analyses.analysing import Material
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Bucket, Purpose, ResponseState


def leave_out_refused(
    session: Session, material: Material, analysis: Analysis, *, today: date
) -> tuple[Material, Analysis]:
    """Check every response again at the moment of keeping; what may not be used any more is in no frame."""
    refused = find_refused(session, material, today)
    if not refused:
        return material, analysis
    kept_ids = tuple(id for id in material.respondent_ids if id not in refused)
    left_out = {**material.left_out, **refused}
    answers = {key: row for key, row in material.answers.items() if row.response_id not in refused}
    kept = replace(material, respondent_ids=kept_ids, left_out=left_out, answers=answers)
    return kept, _keep_only(analysis, answers)


def find_refused(
    session: Session, material: Material, today: date, *, among: Collection[str] | None = None
) -> Mapping[str, Bucket]:
    """Why each response that was read may not be used any more. among: the few that are asked about."""
    own_id = material.consultation_id
    is_own, is_drawn_on = Response.consultation_id == own_id, Response.id.in_(material.elsewhere_ids)
    asked = or_(is_own, is_drawn_on) if among is None else Response.id.in_(among)
    of_this, moment = select(Response.id).where(asked), Moment(today, own_id)
    consents = find_consents(session, of_this)
    columns = select(Response.id, Response.kind, Response.state, Response.consultation_id)
    rows = session.execute(columns.where(Response.id.in_(of_this)))
    read = set(material.respondent_ids)
    aside = dict.fromkeys(find_set_aside(session, of_this) & read, Bucket.SET_ASIDE)
    return aside | {
        id: Bucket.WITHDRAWN if state is ResponseState.WITHDRAWN else Bucket.NOT_PERMITTED
        for id, kind, state, home_id in rows
        if id in read
        and not allows(Source(kind, state, home_id), consents.get(id, {}), Purpose.ANALYSE, moment)
    }


def _keep_only(analysis: Analysis, answer_ids: Collection[str]) -> Analysis:
    segments = _select(analysis.segments, "item_id", answer_ids)
    known = set(segments["segment_id"])
    return replace(
        analysis,
        items=_select(analysis.items, "id", answer_ids),
        results=_select(analysis.results, "id", answer_ids),
        segments=segments,
        assignments=_select(analysis.assignments, "segment_id", known),
        codings=_select(analysis.codings, "segment_id", known),
        codings_left_out={key: n for key, n in analysis.codings_left_out.items() if key in known},
        campaigns=_select(analysis.campaigns, "item_id", answer_ids),
        pending=_select(analysis.pending, "item_id", answer_ids),
        leftover=tuple(one for one in analysis.leftover if one in known),
        central={key: tuple(one for one in ids if one in known) for key, ids in analysis.central.items()},
        typical={key: tuple(one for one in ids if one in known) for key, ids in analysis.typical.items()},
        dissenting={key: one for key, one in analysis.dissenting.items() if one in known},
    )


def _select(frame: pd.DataFrame, column: str, wanted: Collection[str]) -> pd.DataFrame:
    return frame[frame[column].isin(list(wanted))]
