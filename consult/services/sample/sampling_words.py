"""What the demonstration's fictional staff see in a passage: which tags fit it, by words that stand in it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.next_passages import list_not_looked_over, list_places
from consult.queries.viewer import Viewer, get_viewer, is_visible
from consult.services.analyses.browsing import About, Passage, read_with_tags
from consult.services.sample.sampling_region import SAMPLE
from consult.vocabulary import ResponseKind

Words = Mapping[str, Sequence[str]]
DECISIONS = SAMPLE / "decisions.toml"


@dataclass(frozen=True)
class Judging:
    """fits: by tag, the words by which somebody sees that it fits. overlooked: those that another misses."""

    fits: Words
    overlooked: Words

    def find_tags(self, words: str, *, overlooks: bool = False) -> list[str]:
        """The tags that fit a passage, in the order of the table."""
        missed = self.overlooked if overlooks else {}
        return [
            tag for tag, signs in self.fits.items() if has_any(words, set(signs) - set(missed.get(tag, ())))
        ]


def read_decisions() -> dict[str, Any]:
    """Read what the fictional staff decide."""
    return tomllib.loads(DECISIONS.read_text(encoding="utf-8"))


def read_judging() -> Judging:
    """Read how they see which tags fit."""
    found = read_decisions()
    return Judging(found["fits"], found["overlooked"])


def has_any(words: str, signs: set[str] | Sequence[str]) -> bool:
    """Whether one of these stands in the words; a space holds the place of the words' edges."""
    text = f" {' '.join(words.split())} ".lower()
    return any(sign in text for sign in signs)


def see_as(session: Session, email: str) -> Viewer:
    """See with the eyes of one of the fictional staff."""
    return get_viewer(session, session.scalars(select(Staff.id).where(Staff.email == email)).one())


def read_return_passages(
    session: Session, viewer: Viewer, run: AnalysisRun, *, until: date, now: datetime
) -> list[Passage]:
    """Read the passages of returns received until a day that nobody looked over; never of experiences."""
    ids = [one[0] for one in list_not_looked_over(session, viewer, run)]
    returns = find_returns(session, viewer, run, until)
    placed = [one for one in list_places(session, viewer, run, ids).values() if one.response_id in returns]
    placed.sort(key=lambda one: (returns[one.response_id], one.answer_id, one.start))
    return list(
        read_with_tags(session, viewer, placed, About(run.id, run.consultation_id), keys=None, now=now)
    )


def find_returns(session: Session, viewer: Viewer, run: AnalysisRun, until: date) -> dict[str, str]:
    """Map the returns received until a day to the numbers of their rows in the file."""
    wanted = select(Response.id, Response.external_id).where(
        Response.consultation_id == run.consultation_id,
        Response.kind == ResponseKind.RETURN,
        Response.received_on <= until,
        is_visible(viewer),
    )
    return {row[0]: row[1] or "" for row in session.execute(wanted)}
