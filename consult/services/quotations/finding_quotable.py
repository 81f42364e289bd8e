"""Whether a passage that a person chose may be quoted in a draft now, by the rules of those proposed.

Consent, standing, the check of experiences, what people refused and what is kept out are asked of the one
reading, which puts the use on record. A return is refused as long as anything found in the passage waits for
a decision: what a job with a model kept, and what lists and rules alone find now.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import AnsweredItem
from consult.models.draft import Draft
from consult.models.readings import AnswerText, ExcerptReading, FilledExcerpt, QuotedPart
from consult.models.response import Answer
from consult.queries.responses import select_these
from consult.queries.return_finds import find_kept_finds
from consult.queries.viewer import Viewer
from consult.services.identifiers.finding_in_returns import join_finds, list_barred, read_decisions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers, read_excerpts
from consult.services.quotations.giving_away import gives_away
from consult.services.tags.coding import get_segment
from consult.services.trends.saying_gaps import WHY
from consult.vocabulary import ExcerptGap, Purpose, UseKind

NEWER = "it was analysed after the draft was built. Build the draft again first"
TAKEN_OUT = "somebody took personal data out of it"
WAITING = "personal data found in it waits for a decision on the page of the return"
NAMES_ITSELF = "it names the organisation that does not want to be named"
GAPS = WHY | {
    ExcerptGap.LOCKED: "experiences are locked. Unlock them first",
    ExcerptGap.HIDDEN: "you may not see it",
}


@dataclass(frozen=True)
class Quotable:
    """A passage that may be quoted now, in words, and where it stands."""

    part: QuotedPart
    filled: FilledExcerpt = field(repr=False)


@dataclass(frozen=True)
class Asking:
    """Who asks, when, and what opens experiences."""

    viewer: Viewer
    now: datetime
    keys: AccountKeys | None = None


def find_quotable(session: Session, draft: Draft, segment_id: str, asking: Asking) -> Quotable:
    """Read a passage as a quotation of a draft would be; the use is kept on record.

    Raises: NotFound (C402 no such passage to be seen), Conflict (C514 it may not be quoted, and why).
    """
    part = _find_part(session, draft, segment_id, asking.viewer)
    reading = _read(session, draft, part, asking)
    filled = reading.filled.get(part.id)
    if filled is None:
        raise Conflict("C514", reason=GAPS[reading.left_out[part.id]])
    if filled.stand_ins:
        raise Conflict("C514", reason=TAKEN_OUT)
    if not filled.respondent.is_account and _waits(session, draft, part, asking):
        raise Conflict("C514", reason=WAITING)
    if gives_away(filled.words, filled.respondent):
        raise Conflict("C514", reason=NAMES_ITSELF)
    return Quotable(part, filled)


def list_places_barred(session: Session, rows: Iterable[AnswerText]) -> dict[str, list[tuple[int, int]]]:
    """Where nothing of these answers of returns may be quoted, by answer: [start, end) into their texts."""
    given = list(rows)
    ids = {row.response_id for row in given}
    kept, decided = find_kept_finds(session, ids), read_decisions(session, ids)
    return {
        row.answer_id: list_barred(
            join_finds(row, kept.get(row.answer_id, ())), decided.get(row.answer_id, ())
        )
        for row in given
    }


def _find_part(session: Session, draft: Draft, segment_id: str, viewer: Viewer) -> QuotedPart:
    segment = get_segment(session, viewer, segment_id)
    wanted = (
        select(Answer.response_id, Answer.question_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(Answer.id == segment.answer_id, AnsweredItem.run_id == draft.run_id)
    )
    row = session.execute(wanted).first()
    if row is None:
        raise Conflict("C514", reason=NEWER)
    place = (segment.revision_id, segment.start, segment.end)
    return QuotedPart(segment_id, row.response_id, row.question_id, *place)


def _read(session: Session, draft: Draft, part: QuotedPart, asking: Asking) -> ExcerptReading:
    return read_excerpts(
        session,
        asking.viewer,
        [part],
        use_kind=UseKind.PAGE,
        subject_id=draft.id,
        now=asking.now,
        keys=asking.keys,
        for_consultation_id=draft.consultation_id,
    )


def _waits(session: Session, draft: Draft, part: QuotedPart, asking: Asking) -> bool:
    """Of an experience people's own check counts, which is over; of a return, what nobody let stand."""
    reading = read_answers(
        session,
        asking.viewer,
        select_these(asking.viewer, {part.response_id}),
        purpose=Purpose.QUOTE,
        use_kind=UseKind.PAGE,
        subject_id=draft.id,
        now=asking.now,
        question_ids=[part.question_id],
        for_consultation_id=draft.consultation_id,
    )
    barred = list_places_barred(session, reading.rows)
    return any(start < part.end and part.start < end for places in barred.values() for start, end in places)
