"""The demonstration's fictional decisions about themes and about shared wording."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignMember
from consult.models.response import Answer, Response
from consult.models.theme_kinds import ThemeStep
from consult.queries.next_passages import find_best_themes
from consult.queries.viewer import Viewer, is_visible
from consult.services.analyses.browsing import Passage
from consult.services.campaigns.settling_campaigns import decide_campaign
from consult.services.sample.sampling_words import has_any
from consult.services.tags.adding_tags import NewTag
from consult.services.themes.deciding_themes import give_name, merge_themes
from consult.services.themes.freezing_themes import freeze
from consult.services.themes.tagging_themes import make_tag


def decide_themes(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    steps: Sequence[Mapping[str, Any]],
    passages: Sequence[Passage],
    *,
    now: datetime,
) -> None:
    """Take the steps of the table in their order. passages: by whose words a theme is found."""
    for one in steps:
        placed = find_best_themes(session, viewer, run, [passage.segment_id for passage in passages])
        keys: list[str] = []
        for words in ("words", "with"):
            if words in one:
                left = {id: key for id, key in placed.items() if key not in keys}
                keys.append(_find_theme(left, passages, one[words]))
        _take(session, viewer, run.consultation_id, one, keys, now)
        session.refresh(run)


def _take(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    step: Mapping[str, Any],
    keys: Sequence[str],
    now: datetime,
) -> None:
    by: dict[str, Any] = {"staff_id": viewer.staff_id or "", "now": now}
    match ThemeStep(step["step"]):
        case ThemeStep.FROZEN:
            freeze(session, consultation_id, **by)
        case ThemeStep.RENAMED:
            give_name(session, consultation_id, keys[0], step["label"], **by)
        case ThemeStep.MERGED:
            merge_themes(session, consultation_id, keys, step["label"], **by)
        case ThemeStep.TAGGED:
            tag = NewTag(step["label"], step["description"], step["phrases"])
            make_tag(session, viewer, consultation_id, keys[0], tag, accept=False, **by)
        case other:
            raise ValueError(f"{other} is no step of the sample")


def _find_theme(placed: Mapping[str, str], passages: Sequence[Passage], signs: Sequence[str]) -> str:
    """The theme most of these words: by how many passages have one and by their share; else the first key."""
    standing = [one for one in passages if one.segment_id in placed]
    found = Counter(placed[one.segment_id] for one in standing if has_any(one.words, signs))
    sizes = Counter(placed[one.segment_id] for one in standing)
    return min(found, key=lambda key: (-round(found[key] ** 2 / sizes[key], 6), key))


def decide_wording(
    session: Session, viewer: Viewer, run: AnalysisRun, found: Mapping[str, str], *, now: datetime
) -> None:
    """Confirm or refuse the group in which one return's answer stands. Raises: NotFound (C402)."""
    wanted = (
        select(CampaignMember.key)
        .join(Answer, Answer.id == CampaignMember.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            CampaignMember.run_id == run.id,
            Response.external_id == found["return"],
            Answer.question_id == found["question"],
            is_visible(viewer),
        )
    )
    key = session.scalars(wanted.order_by(CampaignMember.key)).first()
    if key is None:
        raise NotFound("C402")
    verdict = CampaignVerdict(found["verdict"])
    decide_campaign(session, viewer, run, key, verdict, staff_id=viewer.staff_id or "", now=now)
