"""Keep what an analysis found: buckets that add up, segments, themes. Its suggestions are there already."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.columns import UNKNOWN_LANGUAGE
from analysis.results import Analysis, count_all
from consult.frames import iterate_rows
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket
from consult.models.base import new_id
from consult.models.many_rows import insert_rows
from consult.services import auditing
from consult.services.analyses.analysing import Material, start_run
from consult.services.analyses.keeping_segments import keep_segments
from consult.services.analyses.leaving_out import leave_out_refused
from consult.services.analyses.suggestions_in_parts import Staged, let_stand
from consult.services.campaigns.keeping_campaigns import keep_campaigns
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys
from consult.services.returns.locking_responses import hold_responses
from consult.services.themes.checking_names import check_names
from consult.services.themes.recording_themes import keep_themes
from consult.services.themes.restating_themes import restate_themes
from consult.vocabulary import Bucket

# The best of a response's answers says where the response stands.
BEST_FIRST = (
    Bucket.ANALYSED,
    Bucket.UNKNOWN_LANGUAGE,
    Bucket.UNREADABLE,
    Bucket.NO_SUBSTANCE,
    Bucket.EMPTY,
)


@dataclass(frozen=True)
class Kept:
    """What was kept of one run, for whoever asked for it."""

    run_id: str
    themes: int
    segments: int
    buckets: dict[str, int]


def keep_analysis(
    session: Session,
    material: Material,
    analysis: Analysis,
    *,
    staged: Staged,
    keys: AccountKeys | None,
    actor: str,
    as_of_on: date,
    now: datetime,
) -> Kept:
    """Write one complete run. Suggestions of the run before are replaced; people's decisions stay.

    staged: its segments and suggestions, which were kept part by part (suggestions_in_parts.py).

    What was withdrawn, or is no longer permitted, since the material was read is left out. Who withdraws now
    waits for it.
    """
    hold_responses(session, {*material.respondent_ids, *material.left_out})
    whole = material
    material, analysis = leave_out_refused(session, whole, analysis, today=find_day(now))
    run = start_run(session, material.consultation_id, as_of_on=as_of_on, now=now)
    buckets = _keep_buckets(session, run, material, analysis)
    _keep_items(session, run, material, analysis)
    segment_ids = keep_segments(session, material, analysis.segments, keys, staged.placed)
    let_stand(session, material, analysis.codings_left_out, segment_ids, staged.mark)
    keep_campaigns(session, run, material, analysis, segment_ids)
    keys_of_themes = keep_themes(session, run, analysis, segment_ids)
    run.manifest = _describe(analysis, buckets, segment_ids, keys_of_themes)
    run.finished_at = now
    session.flush()
    run.manifest = run.manifest | check_names(session, run, material, analysis, is_whole=material is whole)
    restate_themes(session, run)
    auditing.record(
        session,
        actor=actor,
        action="analysis kept",
        subject_kind="analysis_run",
        subject_id=run.id,
        details={"number": run.number, "buckets": buckets},
        now=now,
    )
    return Kept(run.id, len(keys_of_themes), len(segment_ids), buckets)


def _keep_buckets(
    session: Session, run: AnalysisRun, material: Material, analysis: Analysis
) -> dict[str, int]:
    """Every response received gets one bucket: from its answers, or from why it was left out."""
    of_answers: dict[str, set[Bucket]] = {}
    owners = zip(analysis.items["respondent_id"], analysis.results["bucket"], strict=True)
    for response_id, bucket in owners:
        of_answers.setdefault(response_id, set()).add(Bucket(bucket))
    found = dict(material.left_out)
    for response_id in material.respondent_ids:
        has = of_answers.get(response_id, {Bucket.EMPTY})
        found[response_id] = next((one for one in BEST_FIRST if one in has), Bucket.EMPTY)
    rows = [
        {"id": new_id(), "run_id": run.id, "response_id": key, "bucket": found[key]} for key in sorted(found)
    ]
    insert_rows(session, ResponseBucket, rows)
    return {bucket.value: count for bucket, count in sorted(Counter(found.values()).items())}


def _keep_items(session: Session, run: AnalysisRun, material: Material, analysis: Analysis) -> None:
    """Of an experience only a language that was declared: what its words show is not for the open."""
    locked = {id for id, row in material.answers.items() if row.respondent.is_account}
    declared = set(analysis.languages.loc[analysis.languages["basis"] == "declared", "id"])
    shown = analysis.languages[analysis.languages["contradicted"] & ~analysis.languages["id"].isin(locked)]
    reads_as = dict(zip(shown["id"], shown["detected"], strict=True))
    shared = dict(zip(analysis.campaigns["item_id"], analysis.campaigns["shared"], strict=True))
    rows = [
        {
            "id": new_id(),
            "run_id": run.id,
            "answer_id": row.id,
            "language": row.language if row.id in declared or row.id not in locked else UNKNOWN_LANGUAGE,
            "language_confident": row.id not in locked and bool(row.language_confident),
            "reads_as": reads_as.get(row.id),
            "bucket": Bucket(row.bucket),
            "campaign_key": row.campaign_id,
            "campaign_shared": shared.get(row.id),
        }
        for row in iterate_rows(analysis.results)
    ]
    insert_rows(session, AnsweredItem, rows)


def _describe(
    analysis: Analysis,
    buckets: dict[str, int],
    segment_ids: Mapping[str, str],
    keys_of_themes: Mapping[str, str],
) -> dict[str, Any]:
    """What the method annex prints of a run; no words of anybody."""
    return {
        "buckets": buckets,
        "counts": count_all(analysis),
        "settings": analysis.settings.list_values(),
        "codebook": {"name": analysis.codebook.name, "sha256": analysis.codebook.sha256},
        "models": analysis.models.versions,
        "missing_models": [
            {"name": one.name, "why": one.why, "without": one.without} for one in analysis.models.missing
        ],
        "central": {
            keys_of_themes[id]: [segment_ids[one] for one in found]
            for id, found in sorted(analysis.central.items())
        },
        "typical": {
            keys_of_themes[id]: [segment_ids[one] for one in found]
            for id, found in sorted(analysis.typical.items())
        },
        "dissenting": {
            keys_of_themes[id]: segment_ids[one] for id, one in sorted(analysis.dissenting.items())
        },
        "leftover": len(analysis.leftover),
    }
