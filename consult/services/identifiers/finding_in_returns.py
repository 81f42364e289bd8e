"""Personal data found in returns: kept as suggestions, and judged by what people decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.identifier_patterns import Found
from analysis.identifiers import find_without_model
from consult.models.readings import AnswerText
from consult.models.response import Answer
from consult.models.return_finds import ReturnFind
from consult.queries.return_finds import find_decisions

BATCH = 500


@dataclass(frozen=True)
class Decided:
    """A person's word on [start, end) of an answer. by: the staff id, "" where that account is gone."""

    start: int
    end: int
    kind: str
    may_stand: bool
    by: str = ""

    def covers(self, start: int, end: int) -> bool:
        """Whether the place is wholly in this one."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True)
class Looked:
    """What was found in one text of an answer by a job that looked through it."""

    answer_id: str
    revision_id: str | None
    finds: tuple[Found, ...]


Decisions = Mapping[str, Sequence[Decided]]
"""What people decided about texts as they stand, by answer."""


def read_decisions(session: Session, response_ids: Iterable[str]) -> Decisions:
    """Read what people decided about these returns as they stand."""
    return {
        answer_id: [Decided(o.start, o.end, o.kind, o.may_stand, o.decided_by_id or "") for o in rows]
        for answer_id, rows in find_decisions(session, set(response_ids)).items()
    }


def judge(start: int, end: int, decided: Sequence[Decided]) -> Decided | None:
    """What counts for a find: what was decided of exactly this place, or else of one that holds it."""
    covering = [one for one in decided if one.covers(start, end)]
    return min(covering, key=lambda one: (one.end - one.start, one.may_stand), default=None)


def list_barred(finds: Iterable[Found], decided: Sequence[Decided]) -> list[tuple[int, int]]:
    """Where nothing may be quoted: finds that nobody let stand, and what a person keeps out."""
    unsettled = [(one.start, one.end) for one in finds if not _may_stand(one, decided)]
    return [*unsettled, *((one.start, one.end) for one in decided if not one.may_stand)]


def _may_stand(one: Found, decided: Sequence[Decided]) -> bool:
    known = judge(one.start, one.end, decided)
    return known is not None and known.may_stand


def join_finds(row: AnswerText, kept: Iterable[ReturnFind]) -> list[Found]:
    """What a job kept of a text, with what is found in it now without a model, where nothing was kept."""
    known = [Found(one.kind, one.start, one.end, one.reason, one.confidence) for one in kept]
    more = find_without_model(row.text, row.language)
    new = [one for one in more if not any(one.start < o.end and o.start < one.end for o in known)]
    return sorted((*known, *new), key=lambda one: (one.start, one.end))


def keep_finds(session: Session, looked: Iterable[Looked]) -> None:
    """Keep suggestions in place of those made before for the same answers, of texts that still stand.

    The caller holds the responses, so that none is withdrawn meanwhile.
    """
    by_id = {one.answer_id: one for one in looked}
    ids = sorted(by_id)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        session.execute(delete(ReturnFind).where(ReturnFind.answer_id.in_(batch)))
        heads = select(Answer.id, Answer.head_revision_id).where(Answer.id.in_(batch)).order_by(Answer.id)
        for answer_id, revision_id in session.execute(heads).all():
            one = by_id[answer_id]
            if one.revision_id == revision_id:
                place = {"answer_id": answer_id, "revision_id": revision_id}
                session.add_all(ReturnFind(**place, **asdict(find)) for find in one.finds)
    session.flush()
