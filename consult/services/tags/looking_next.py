"""What to look at next, so that suggestions get better and their accuracy is known: chosen, then read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.held_out import draw, is_held_out
from analysis.looking_next import Doubt, Why, choose_next
from consult.models.analysis import AnalysisRun
from consult.queries.next_passages import (
    list_in_doubt,
    list_not_looked_over,
    list_places,
    list_suggested,
)
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import About, Passage, read_with_tags
from consult.services.keys.key_keeping import AccountKeys
from consult.services.tags import coding
from consult.vocabulary import CodingState, ResponseKind

MOST = 20


@dataclass(frozen=True)
class NextPassages:
    """Passages to decide about, each with the reason; `hidden` more cannot be shown now."""

    passages: tuple[Passage, ...]
    why: dict[str, Why]
    hidden: int


def open_next(
    session: Session, viewer: Viewer, run: AnalysisRun, *, keys: AccountKeys | None, now: datetime
) -> NextPassages:
    """Read the passages that help most when somebody decides about them; what is shown is kept on record."""
    chosen = choose_next(_list_doubts(session, viewer, run), _list_held_out(session, viewer, run), most=MOST)
    places = list_places(session, viewer, run, [one for one, _ in chosen])
    placed = [places[one] for one, _ in chosen if one in places]
    about = About(run.id, run.consultation_id)
    passages = read_with_tags(session, viewer, placed, about, keys=keys, now=now)
    return NextPassages(passages, dict(chosen), len(placed) - len(passages))


def keep_look(
    session: Session,
    viewer: Viewer,
    segment_id: str,
    decisions: Mapping[str, CodingState],
    *,
    staff_id: str,
    now: datetime,
) -> None:
    """Keep what somebody decided about all tags of a passage; none may fit.

    Raises: NotFound (C402) where the passage or a tag does not exist, or the viewer may not see whose it is.
    """
    segment = coding.get_segment(session, viewer, segment_id)
    for code, state in decisions.items():
        coding.decide(session, viewer, segment_id, code, state, staff_id=staff_id, now=now)
    segment.looked_at = now
    session.flush()


def is_drawn(session: Session, viewer: Viewer, segment_id: str) -> bool:
    """Whether a passage was drawn at random. Raises: NotFound (C402)."""
    segment = coding.get_segment(session, viewer, segment_id)
    return is_held_out(f"{segment.answer_id}:{segment.number}")


def decide_whole(
    session: Session, viewer: Viewer, segment_id: str, fits: Collection[str]
) -> dict[str, CodingState]:
    """Decide about every tag of a passage at once: these fit, and whatever else is suggested does not."""
    others = list_suggested(session, viewer, segment_id) - set(fits)
    return dict.fromkeys(sorted(others), CodingState.REJECTED) | dict.fromkeys(fits, CodingState.ACCEPTED)


def _list_doubts(session: Session, viewer: Viewer, run: AnalysisRun) -> list[Doubt]:
    """Of each theme and language enough to fill the list, however many passages another has."""
    return [
        Doubt(
            one.segment_id,
            one.response_id,
            (one.theme, one.language),
            one.away or 0.0,
            has_none=one.away is None,
            is_account=one.kind is ResponseKind.ACCOUNT,
        )
        for one in list_in_doubt(session, viewer, run, most_each=MOST)
    ]


def _list_held_out(session: Session, viewer: Viewer, run: AnalysisRun) -> list[str]:
    """The passages held out that nobody looked over, in the order of the draw."""
    found = list_not_looked_over(session, viewer, run)
    named = [(f"{answer_id}:{number}", id) for id, answer_id, number in found]
    return [id for name, id in sorted(named, key=lambda one: draw(one[0])) if is_held_out(name)]
