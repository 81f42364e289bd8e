"""What people say of the sentences of theirs that a draft quotes: yes, or do not use."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.conversation import QuotationVerdict
from consult.models.locking import lock_name
from consult.models.readings import ExcerptReference
from consult.models.response import Response
from consult.vocabulary import Verdict


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


Verdicts = dict[Passage, Verdict]


def give_verdict(
    session: Session, response: Response, passage: Passage, verdict: Verdict, *, today: date
) -> None:
    """Keep what the person says of one passage; the latest word counts."""
    lock_name(session, f"verdict:{response.id}")
    wanted = select(QuotationVerdict).where(
        QuotationVerdict.response_id == response.id,
        QuotationVerdict.question_id == passage.question_id,
        QuotationVerdict.start == passage.start,
        QuotationVerdict.end == passage.end,
    )
    row = session.scalars(wanted).one_or_none()
    if row is None:
        row = QuotationVerdict(
            response_id=response.id, question_id=passage.question_id, start=passage.start, end=passage.end
        )
        session.add(row)
    row.verdict, row.said_on = verdict, today
    session.flush()


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
    refused = [passage for passage, verdict in verdicts.items() if verdict is Verdict.REFUSED]
    return {one.id for one in excerpts if any(passage.overlaps(one) for passage in refused)}
