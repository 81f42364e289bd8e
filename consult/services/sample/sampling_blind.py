"""The demonstration's fictional blind sample: two tag it apart, and where they differ is settled."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.blind import BlindSample
from consult.models.consultation import Consultation
from consult.queries.blind import BlindPlace, list_places
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import About, read_passages
from consult.services.reliability.agreeing_tags import agree
from consult.services.reliability.drawing_blind import BlindWish, draw_blind
from consult.services.reliability.tagging_blind import finish_blind, tag_blind
from consult.services.sample.sampling_words import Judging, find_returns


def tag_sample(
    session: Session,
    consultation: Consultation,
    run: AnalysisRun,
    judging: Judging,
    *,
    first: Viewer,
    second: Viewer,
    share_pct: int,
    now: datetime,
) -> int:
    """Draw a sample, let two people tag what it has of returns, and settle where they differ.

    Returns: how many passages were settled. Passages of experiences are left without tags.
    """
    wish = BlindWish(first.staff_id or "", second.staff_id or "", share_pct)
    sample = draw_blind(session, second, consultation, wish, now=now)
    returns = find_returns(session, second, run, date.max)
    places = [one for one in list_places(session, second, sample.id) if one.placement.response_id in returns]
    words = _read(session, second, sample, places, now)
    seen = {one.passage_id: words.get(one.placement.segment_id, "") for one in places}
    for viewer, overlooks in ((first, False), (second, True)):
        for passage_id, text in seen.items():
            tags = judging.find_tags(text, overlooks=overlooks)
            tag_blind(session, viewer, sample, passage_id, tags, now=now)
        finish_blind(session, viewer, sample, now=now)
    return _settle(session, second, sample, judging, seen, now)


def _read(
    session: Session, viewer: Viewer, sample: BlindSample, places: list[BlindPlace], now: datetime
) -> dict[str, str]:
    about = About(sample.id, sample.consultation_id)
    read = read_passages(session, viewer, [one.placement for one in places], about, keys=None, now=now)
    return {one.segment_id: one.words for one in read}


def _settle(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    judging: Judging,
    seen: dict[str, str],
    now: datetime,
) -> int:
    """The first saw more, and the two agree on that."""
    settled = 0
    for passage_id, text in seen.items():
        tags = judging.find_tags(text)
        if tags != judging.find_tags(text, overlooks=True):
            agree(session, viewer, sample, passage_id, tags, now=now)
            settled += 1
    return settled
