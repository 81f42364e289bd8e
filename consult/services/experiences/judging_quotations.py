"""What people say of the sentences of theirs that a draft quotes: yes, or do not use."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.conversation import QuotationVerdict
from consult.models.locking import lock_name
from consult.models.readings import ExcerptReference
from consult.models.response import Response
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.recalling import recall_quoting
from consult.services.permissions.waiting import note_change
from consult.vocabulary import ResponseState, Verdict


@dataclass(frozen=True)
class Passage:
    """A passage of one answer: code-point offsets [start, end)."""

    response_id: str
    question_id: str
    start: int
    end: int

    def overlaps(self, other: "ExcerptReference | Passage") -> bool:
        """Whether both have a character in common."""
        same = (self.response_id, self.question_id) == (other.response_id, other.question_id)
        return same and self.start < other.end and other.start < self.end

    def cut(self, other: "Passage") -> tuple["Passage", ...]:
        """What is left of it before and after another one of the same answer."""
        before = replace(self, end=min(self.end, other.start))
        after = replace(self, start=max(self.start, other.end))
        return tuple(one for one in (before, after) if one.start < one.end)


Verdicts = dict[Passage, Verdict]


def give_verdict(
    session: Session,
    store: KeyStore,
    response: Response,
    passage: Passage,
    verdict: Verdict,
    *,
    today: date,
) -> None:
    """Keep what the person says of one passage; the latest word counts.

    A refusal marks the files that quote it as to be taken back. Who says yes to a passage takes back what
    they refused of it; what was refused beside it stays refused.
    store: the key store, which counts each change after sending. Raises: Conflict (C205) once withdrawn.
    """
    session.flush()
    session.refresh(response, with_for_update=True)  # first, as whoever withdraws it does
    if response.state is ResponseState.WITHDRAWN:
        raise Conflict("C205")
    lock_name(session, f"verdict:{response.id}")
    _clear(session, passage, verdict)
    _add(session, passage, verdict, today)
    session.flush()
    if verdict is Verdict.REFUSED:
        place = range(passage.start, passage.end)
        recall_quoting(session, response.id, passage.question_id, place, on=today)
    note_change(session, store, response.id, today=today)


def _clear(session: Session, passage: Passage, verdict: Verdict) -> None:
    """Take away what was said of this very passage; for a yes, also every refusal of a part of it."""
    wanted = select(QuotationVerdict).where(
        QuotationVerdict.response_id == passage.response_id,
        QuotationVerdict.question_id == passage.question_id,
    )
    rest: dict[Passage, date] = {}
    for row in session.scalars(wanted.order_by(QuotationVerdict.id)).all():
        said = Passage(row.response_id, row.question_id, row.start, row.end)
        is_undone = verdict is Verdict.AGREED and row.verdict is Verdict.REFUSED and said.overlaps(passage)
        if said == passage or is_undone:
            session.delete(row)
        if is_undone:
            rest |= dict.fromkeys(said.cut(passage), row.said_on)
    session.flush()  # first, for a passage has one verdict only
    known = find_verdicts(session, [passage.response_id])
    for part, said_on in rest.items():
        if known.get(part) is not Verdict.REFUSED:
            session.execute(delete(QuotationVerdict).where(*_at(part)))
            _add(session, part, Verdict.REFUSED, said_on)


def _add(session: Session, passage: Passage, verdict: Verdict, said_on: date) -> None:
    session.add(QuotationVerdict(**asdict(passage), verdict=verdict, said_on=said_on))


def _at(passage: Passage) -> tuple[ColumnElement[bool], ...]:
    return (
        QuotationVerdict.response_id == passage.response_id,
        QuotationVerdict.question_id == passage.question_id,
        QuotationVerdict.start == passage.start,
        QuotationVerdict.end == passage.end,
    )


def find_verdicts(session: Session, response_ids: Collection[str]) -> Verdicts:
    """Every word that stands, by passage."""
    wanted = select(QuotationVerdict).where(QuotationVerdict.response_id.in_(response_ids))
    return {
        Passage(one.response_id, one.question_id, one.start, one.end): one.verdict
        for one in session.scalars(wanted.order_by(QuotationVerdict.id))
    }


def list_refused(session: Session, response_ids: Collection[str]) -> tuple[Passage, ...]:
    """The passages of these responses that whoever said them does not want used."""
    verdicts = find_verdicts(session, response_ids)
    return tuple(passage for passage, verdict in verdicts.items() if verdict is Verdict.REFUSED)


def find_refused(verdicts: Verdicts, excerpts: Iterable[ExcerptReference]) -> set[str]:
    """The ids of excerpts that share a character with a passage that its person does not want used.

    A longer or shorter quotation of the same words is no other quotation.
    """
    return {one.id for one in excerpts if find_verdict(verdicts, one) is Verdict.REFUSED}


def find_verdict(verdicts: Verdicts, place: ExcerptReference | Passage) -> Verdict | None:
    """What counts for a place: a refusal of any part of it, or else what was said of exactly this passage."""
    if any(said.overlaps(place) for said, verdict in verdicts.items() if verdict is Verdict.REFUSED):
        return Verdict.REFUSED
    return verdicts.get(Passage(place.response_id, place.question_id, place.start, place.end))
