"""The language of each passage of an answer that was read: as the analysis found it, else the answer's.

Of an account it is sealed: who may read the words may open it, and so may the person with their number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.coding import Segment
from consult.models.language_kinds import LanguageBasis
from consult.models.readings import AnswerText
from consult.models.response import Answer
from consult.sealing.errors import SealBroken
from consult.sealing.payloads import SealingKey, open_json
from consult.sealing.places import place_of_segment_language
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener
from consult.vocabulary import Bucket

BATCH = 500


@dataclass(frozen=True)
class SaidIn:
    """The language of a passage; is_detected: the program found it, and nobody declared it."""

    language: str
    is_detected: bool = False


@dataclass(frozen=True)
class Part:
    """A segment of an answer, [start, end), and its language."""

    start: int
    end: int
    said_in: SaidIn


Parts = Mapping[tuple[str, str], Sequence[Part]]
"""The parts of answers whose language is known, by response and question."""


def find_parts(session: Session, rows: Iterable[AnswerText], keys: AccountKeys | None) -> Parts:
    """Find the parts of answers that were read, as their texts stand; none where no analysis cut them."""
    read = {row.answer_id: row for row in rows}
    accounts = {row.response_id for row in read.values() if row.respondent.is_account}
    found = _list_rows(session, sorted(read))
    sealed: dict[str, dict[str, bytes]] = {}
    for one in found:
        if one.language_sealed is not None and one.response_id in accounts:
            sealed.setdefault(one.response_id, {})[one.id] = one.language_sealed
    opener = Opener(session, (), keys)
    opened: dict[str, Any] = {}
    for response_id, of_account in sealed.items():
        places = {id: (payload, place_of_segment_language(id)) for id, payload in of_account.items()}
        got = opener.open_payloads(response_id, places)
        opened |= {} if isinstance(got, Bucket) else got
    return _gather(found, opened)


def find_own_parts(session: Session, response_id: str, key: SealingKey) -> Parts:
    """Find the parts of one account with its own key."""
    own = select(Answer.id).where(Answer.response_id == response_id)
    found = _list_rows(session, session.scalars(own).all())
    opened = {}
    for one in found:
        if one.language_sealed is not None:
            try:
                opened[one.id] = open_json(key, one.language_sealed, place_of_segment_language(one.id))
            except SealBroken:
                continue
    return _gather(found, opened)


def find_said_in(parts: Parts, answer: AnswerText, start: int, end: int) -> SaidIn:
    """The language of [start, end) of an answer: that of most of it, else the answer's."""
    return choose_said_in(parts.get((answer.response_id, answer.question_id), ()), start, end) or SaidIn(
        answer.language
    )


def find_other_language(parts: Parts, answer: AnswerText) -> str:
    """The other language that most of an answer was found to be in; "" where it is in the one declared."""
    said_in = find_said_in(parts, answer, 0, len(answer.text))
    return said_in.language if said_in.is_detected and said_in.language != answer.language else ""


def choose_said_in(parts: Iterable[Part], start: int, end: int) -> SaidIn | None:
    """The language that most code points of [start, end) are in, the first of two alike; None where none."""
    spoken: Counter[SaidIn] = Counter()
    for one in sorted(parts, key=lambda one: one.start):
        overlap = min(end, one.end) - max(start, one.start)
        if overlap > 0:
            spoken[one.said_in] += overlap
    return spoken.most_common(1)[0][0] if spoken else None


def _list_rows(session: Session, answer_ids: Sequence[str]) -> list[Any]:
    columns = (Segment.id, Segment.start, Segment.end, Answer.response_id, Answer.question_id)
    language = (Segment.language, Segment.language_basis, Segment.language_sealed)
    stands = Segment.revision_id.is_not_distinct_from(Answer.head_revision_id)
    wanted = select(*columns, *language).join(Answer, Answer.id == Segment.answer_id).where(stands)
    found: list[Any] = []
    for start in range(0, len(answer_ids), BATCH):
        some = wanted.where(Answer.id.in_(answer_ids[start : start + BATCH]))
        found.extend(session.execute(some.order_by(Segment.start, Segment.id)))
    return found


def _gather(rows: Iterable[Any], opened: Mapping[str, Any]) -> Parts:
    found: dict[tuple[str, str], list[Part]] = {}
    for row in rows:
        language, _, basis = opened.get(row.id, (row.language, None, row.language_basis))
        if language is not None and basis != LanguageBasis.UNKNOWN:
            said_in = SaidIn(language, basis == LanguageBasis.DETECTED)
            found.setdefault((row.response_id, row.question_id), []).append(Part(row.start, row.end, said_in))
    return found
