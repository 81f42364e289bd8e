"""The demonstration's fictional decisions about tags, taken passage by passage as an analyst takes them.

Every suggestion is decided about, weak ones too: learnt from what fits and from strong suggestions alone,
scores would come out too high.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.queries.viewer import Viewer
from consult.services.sample.sampling_words import Judging, read_return_passages
from consult.services.tags.looking_next import decide_whole, keep_look
from consult.vocabulary import CodingState

Tell = Callable[[str, int, int], None]
STEP = "deciding about tags"
APART = timedelta(milliseconds=1)
"""Between two decisions, so that what was decided first stays first."""


@dataclass(frozen=True)
class DecidedTags:
    """How many passages were looked through, and what was decided about tags on them."""

    passages: int
    accepted: int
    rejected: int


def decide_returns(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    judging: Judging,
    *,
    until: date,
    now: datetime,
    tell: Tell,
) -> DecidedTags:
    """Look through the returns received until a day: tags that fit are accepted, other suggestions not."""
    passages = read_return_passages(session, viewer, run, until=until, now=now)
    states: list[CodingState] = []
    for number, passage in enumerate(passages):
        tell(STEP, number, len(passages))
        decisions = decide_whole(session, viewer, passage.segment_id, judging.find_tags(passage.words))
        at, staff_id = now + number * APART, viewer.staff_id or ""
        keep_look(session, viewer, passage.segment_id, decisions, staff_id=staff_id, now=at)
        states.extend(decisions.values())
    accepted = states.count(CodingState.ACCEPTED)
    return DecidedTags(len(passages), accepted, len(states) - accepted)
