"""Hold a table to publish against those that were handed out before."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consent import Use
from consult.models.region import SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.services.counting.tabulating import AnswerTables
from consult.services.returns.moving_returns import find_moved
from consult.services.returns.sent_numbers import NO_AREA, Sent


@dataclass(frozen=True)
class Since:
    """What an earlier table had not: returns that came since; and how many are gone, by area.

    One that was changed or moved is both: what it said then is not known any more, only where it was.
    """

    came: frozenset[str]
    gone: Mapping[str, int]


Hides = Callable[[AnswerTables, Since], bool]


def require_untold(
    session: Session, tables: AnswerTables, consultation_id: str, description: str, hides: Hides
) -> None:
    """Check a table against those handed out before. Raises: Conflict (C408) where too little has changed.

    description: what its record is called; hides: `hides_numbers` or `hides_choices`.
    """
    looked_at = [Since(frozenset(), {})]
    for file, since in list_since(session, tables, consultation_id, description):
        if since in looked_at:
            continue
        looked_at.append(since)
        if hides(tables, since):
            raise Conflict("C408", day=f"{file.made_at:%Y-%m-%d}")


def list_since(
    session: Session, tables: AnswerTables, consultation_id: str, description: str
) -> Iterator[tuple[ReleasedFile, Since]]:
    """What an earlier file of this kind had not, of each, the first one first."""
    places = _find_places(session, consultation_id)
    wanted = select(ReleasedFile).where(
        ReleasedFile.consultation_id == consultation_id,
        ReleasedFile.description == description,
        ReleasedFile.digest != "",
    )
    for file in session.scalars(wanted.order_by(ReleasedFile.made_at, ReleasedFile.id)):
        yield file, _find_since(session, tables.sent, file, places)


def _find_since(session: Session, sent: Sent, file: ReleasedFile, places: dict[str, str]) -> Since:
    had = set(session.scalars(select(Use.response_id).where(Use.subject_id == file.subject_id)))
    now = {row.response_id for row in sent.reading.rows}
    moved = find_moved(session, file.consultation_id, file.made_at)
    changed = (_list_changed(session, file.consultation_id, file.made_at) | moved.keys()) & now
    gone = had - now | changed & had
    was = places | moved
    return Since(frozenset(now - had | changed), Counter(was.get(id, NO_AREA) for id in gone))


def _list_changed(session: Session, consultation_id: str, since: datetime) -> set[str]:
    """The responses of which an answer was written anew."""
    wanted = (
        select(Answer.response_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Revision, Revision.id == Answer.head_revision_id)
        .where(Response.consultation_id == consultation_id, Revision.at > since)
    )
    return set(session.scalars(wanted))


def _find_places(session: Session, consultation_id: str) -> dict[str, str]:
    wanted = (
        select(Response.id, SubRegion.name)
        .join(SubRegion, SubRegion.id == Response.sub_region_id)
        .where(Response.consultation_id == consultation_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}
