"""What people took out of accounts: kept sealed, and put in place of the words wherever they are quoted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.desk_kinds import RedactionState
from consult.models.readings import AnswerText, ExcerptReference, FilledExcerpt
from consult.models.redaction import RedactionRecord
from consult.models.response import Response
from consult.queries.checked import find_heads_marks
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener
from consult.vocabulary import Bucket, ExcerptGap

STAND_INS = {
    "person": "name",
    "address": "address",
    "place": "place",
    "organisation": "organisation",
    "email": "e-mail address",
    "url": "web address",
    "handle": "user name",
    "postcode": "postcode",
    "nino": "National Insurance number",
    "nhs_number": "NHS number",
    "phone": "telephone number",
    "reference": "reference",
    "number": "number",
    "birth_date": "date of birth",
    "passport": "passport number",
    "driving_licence": "driving licence number",
    "bank_account": "bank account",
    "detail": "detail",
}
"""What stands in brackets for each kind of personal data, unless a person chose other words."""
HOW_SURE = ((0.8, "very likely"), (0.6, "likely"), (0.0, "perhaps"))
TAKEN_OUT = frozenset({RedactionState.CONFIRMED, RedactionState.CHANGED, RedactionState.ADDED})


@dataclass(frozen=True)
class Suggestion:
    """What the machine took for personal data, and why; it stays beside what a person decided."""

    kind: str
    start: int
    end: int
    reason: str
    confidence: float

    @property
    def how_sure(self) -> str:
        """The confidence in plain words; it is a rank, not a share that was measured."""
        return next(words for least, words in HOW_SURE if self.confidence >= least)


@dataclass(frozen=True)
class Redaction:
    """A part of one answer that is personal data, or was taken for it. by: the staff id of who decided."""

    question_id: str
    kind: str
    start: int
    end: int
    state: RedactionState
    stand_in: str = field(default="", repr=False)
    by: str = ""
    suggestion: Suggestion | None = None

    @property
    def shown(self) -> str:
        """What stands in place of the words, visibly a stand-in."""
        return f"[{self.stand_in or STAND_INS.get(self.kind, STAND_INS['detail'])}]"

    @property
    def is_taken_out(self) -> bool:
        """Whether a person decided that these words are not shown."""
        return self.state in TAKEN_OUT


@dataclass(frozen=True)
class Kept:
    """What was decided about one account, over the texts that `mark` stands for."""

    mark: str
    is_checked: bool
    redactions: tuple[Redaction, ...] = field(repr=False)


def keep_redactions(
    session: Session, response_id: str, kept: Kept, *, key: SealingKey, staff_id: str | None, today: date
) -> None:
    """Seal the decisions about one account in place of those before; who finished the check, and when."""
    row = session.get(RedactionRecord, response_id) or RedactionRecord(response_id=response_id)
    body = {"mark": kept.mark, "checked": kept.is_checked, "redactions": [_write(o) for o in kept.redactions]}
    row.sealed = seal_json(key, body, place_of_redactions(response_id))
    row.heads_mark, row.is_checked = kept.mark, kept.is_checked
    row.checked_by_id, row.checked_on = (staff_id, today) if kept.is_checked else (None, None)
    session.add(row)
    session.flush()


def find_redactions(session: Session, asked: Select[str], keys: AccountKeys | None) -> dict[str, Kept]:
    """Open the decisions about the accounts asked for that still stand; what cannot be opened is left out."""
    rows = session.scalars(select(RedactionRecord).where(RedactionRecord.response_id.in_(asked))).all()
    marks = find_heads_marks(session, asked) if rows else {}
    opener = Opener(session, [row.response_id for row in rows], keys)
    found: dict[str, Kept] = {}
    for row in rows:
        id = row.response_id
        opened = opener.open_payload(id, row.sealed, place_of_redactions(id))
        if not isinstance(opened, Bucket) and opened["mark"] == marks.get(id):
            found[id] = _read(opened)
    return found


def find_seals(session: Session, asked: Select[str]) -> dict[str, bytes]:
    """The sealed decisions about each account asked for: other bytes once they are saved anew."""
    columns = select(RedactionRecord.response_id, RedactionRecord.sealed)
    rows = session.execute(columns.where(RedactionRecord.response_id.in_(asked)))
    return {row[0]: row[1] for row in rows}


def find_checked_redactions(
    session: Session, response_ids: Collection[str], keys: AccountKeys | None
) -> dict[str, Kept]:
    """Open what was taken out of those of these accounts that are checked, as they stand now."""
    asked = select(Response.id).where(Response.id.in_(response_ids))
    return {id: kept for id, kept in find_redactions(session, asked, keys).items() if kept.is_checked}


def find_own_redactions(session: Session, response_id: str, key: SealingKey) -> Kept | None:
    """Open what was taken out of one account with its own key, where that was checked and still stands."""
    row = session.get(RedactionRecord, response_id)
    asked = select(Response.id).where(Response.id == response_id)
    kept = _read(open_json(key, row.sealed, place_of_redactions(response_id))) if row else None
    stands = kept is not None and kept.mark == find_heads_marks(session, asked).get(response_id)
    return kept if kept and kept.is_checked and stands else None


def fill(
    excerpt: ExcerptReference, answer: AnswerText | None, checked: Mapping[str, Kept]
) -> FilledExcerpt | ExcerptGap:
    """Fill a quotation, with stand-ins where people took something out of an account; or say why not."""
    if answer is None or excerpt.revision_id not in (None, answer.revision_id):
        return ExcerptGap.CHANGED
    if not 0 <= excerpt.start < excerpt.end <= len(answer.text):
        return ExcerptGap.CHANGED
    if answer.respondent.is_account and answer.response_id not in checked:
        return ExcerptGap.UNCHECKED
    taken_out = list_of_question(checked.get(answer.response_id), answer.question_id)
    words, stand_ins = replace_parts(answer.text, excerpt.start, excerpt.end, taken_out)
    return FilledExcerpt(answer.respondent, answer.question_id, answer.language, words, stand_ins)


def replace_parts(
    text: str, start: int, end: int, redactions: Iterable[Redaction]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give [start, end) of a text with a stand-in for each part taken out, and where the stand-ins are."""
    words, stand_ins, position = "", [], start
    for one in sorted(redactions, key=lambda one: (one.start, -one.end)):
        if not one.is_taken_out or one.end <= position or one.start >= end:
            continue
        words += text[position : max(one.start, position)]
        stand_ins.append((len(words), len(words) + len(one.shown)))
        words, position = words + one.shown, min(one.end, end)
    return words + text[position:end], tuple(stand_ins)


def list_of_question(kept: Kept | None, question_id: str) -> Sequence[Redaction]:
    """The decisions about one answer."""
    return [one for one in kept.redactions if one.question_id == question_id] if kept else []


def _write(one: Redaction) -> dict[str, Any]:
    return asdict(one)


def _read(body: Mapping[str, Any]) -> Kept:
    return Kept(body["mark"], body["checked"], tuple(_read_one(one) for one in body["redactions"]))


def _read_one(body: Mapping[str, Any]) -> Redaction:
    suggestion = Suggestion(**body["suggestion"]) if body["suggestion"] else None
    return Redaction(**{**body, "state": RedactionState(body["state"]), "suggestion": suggestion})
