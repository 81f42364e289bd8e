"""Passages of an earlier return that may be proposed: in scope and date, free of undecided personal data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.readings import AnswerText
from consult.models.response import Response
from consult.queries.responses import get_response, select_these
from consult.queries.viewer import Viewer
from consult.services.days import find_day
from consult.services.experiences.judging_quotations import Passage
from consult.services.outlines.held_before import list_returns
from consult.services.permissions.reading import read_answers
from consult.services.quotations.finding_quotable import list_places_barred
from consult.vocabulary import Purpose, ResponseKind, UseKind

BEYOND = "the passage is not offered: permission, date or what was found in it has changed"
Places = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Chosen:
    """A passage as somebody chose it: its place, and the text that this place counts into."""

    place: Passage
    revision_id: str | None


@dataclass(frozen=True)
class Offered:
    """A passage that may be proposed, with its words for whoever chooses."""

    place: Passage
    revision_id: str | None
    language: str
    words: str = field(repr=False)

    @property
    def chosen(self) -> Chosen:
        """It, as whoever chooses it says so."""
        return Chosen(self.place, self.revision_id)


def get_earlier_return(
    session: Session, viewer: Viewer, consultation: Consultation, response_id: str, *, today: date
) -> Response:
    """An earlier return that may be looked at for a consultation. Raises: NotFound (C102) for any other."""
    response = get_response(session, viewer, response_id)
    home = session.get_one(Consultation, response.consultation_id)
    is_same = home.is_fictional == consultation.is_fictional and home.id != consultation.id
    if response.kind is not ResponseKind.RETURN or not is_same:
        raise NotFound("C102")
    if response_id not in {one.response_id for one in list_returns(session, viewer, home, today=today)}:
        raise NotFound("C102")
    return response


def list_offered(session: Session, viewer: Viewer, response: Response, *, now: datetime) -> list[Offered]:
    """Each written answer as a whole, then its passages; none in which personal data waits for somebody."""
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, {response.id}),
        purpose=Purpose.QUOTE,
        use_kind=UseKind.PAGE,
        subject_id=response.id,
        now=now,
    )
    rows = [one for one in reading.rows if isinstance(one.value, str) and one.text.strip()]
    barred, parts = list_places_barred(session, rows), _find_parts(session, rows)
    return [
        one
        for row in rows
        for one in _offer(row, parts.get(row.answer_id, ()))
        if not any(one.place.start < end and start < one.place.end for start, end in barred[row.answer_id])
    ]


def get_offered(
    session: Session, viewer: Viewer, consultation: Consultation, chosen: Chosen, *, now: datetime
) -> tuple[Response, Offered]:
    """One that is offered, with its return. Raises: NotFound (C102 out of scope or date), Conflict (C534)."""
    id = chosen.place.response_id
    response = get_earlier_return(session, viewer, consultation, id, today=find_day(now))
    found = (one for one in list_offered(session, viewer, response, now=now) if one.chosen == chosen)
    offered = next(found, None)
    if offered is None:
        raise Conflict("C534", reason=BEYOND)
    return response, offered


def _offer(row: AnswerText, parts: Places) -> Iterator[Offered]:
    whole = (0, len(row.text))
    for start, end in (whole, *(one for one in parts if one != whole)):
        place = Passage(row.response_id, row.question_id, start, end)
        yield Offered(place, row.revision_id, row.language, row.text[start:end])


def _find_parts(session: Session, rows: Sequence[AnswerText]) -> Mapping[str, Places]:
    """The passages of these answers as they stand, in their order."""
    heads = {one.answer_id: one.revision_id for one in rows}
    wanted = select(Segment).where(Segment.answer_id.in_(heads)).order_by(Segment.start, Segment.end)
    found: dict[str, list[tuple[int, int]]] = {}
    for one in session.scalars(wanted):
        if one.revision_id in {None, heads[one.answer_id]}:
            found.setdefault(one.answer_id, []).append((one.start, one.end))
    return found
