"""Decide about personal data that was found in a return: it may stand in a quotation, or is kept out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from analysis.identifier_patterns import Found
from consult.errors import Conflict
from consult.models.desk_kinds import RedactionState
from consult.models.locking import lock_name
from consult.models.readings import AnswerText
from consult.models.response import Response
from consult.models.return_finds import ReturnFindDecision
from consult.queries.return_finds import find_decisions, find_kept_finds
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.identifiers.finding_in_returns import (
    Decided,
    Looked,
    join_finds,
    judge,
    keep_finds,
    read_decisions,
)
from consult.services.identifiers.pseudonyms import ToCheck
from consult.services.identifiers.redacting import Redaction, Suggestion
from consult.services.permissions.recalling import recall_quoting
from consult.vocabulary import ResponseState

Choice = tuple[str, int, int]
"""A place: the question, and where the words start and end."""


def list_texts(session: Session, rows: Sequence[AnswerText]) -> tuple[ToCheck, ...]:
    """The texts of a return in which something was found or decided, each with that. rows: as read."""
    ids = {row.response_id for row in rows}
    kept, decided = find_kept_finds(session, ids), read_decisions(session, ids)
    described = [
        _describe(row, join_finds(row, kept.get(row.answer_id, ())), decided.get(row.answer_id, ()))
        for row in rows
    ]
    return tuple(text for text in described if text.redactions)


def mark_texts(rows: Iterable[AnswerText]) -> str:
    """What stands for the texts of a return as they were read; another one once an answer changes."""
    heads = sorted(f"{row.question_id}={row.revision_id or ''}" for row in rows)
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


def read_choice(one: Redaction) -> bool | None:
    """Whether it may stand, as decided so far."""
    return {RedactionState.REJECTED: True, RedactionState.CONFIRMED: False}.get(one.state)


def settle(
    session: Session,
    viewer: Viewer,
    response: Response,
    rows: Sequence[AnswerText],
    choices: Mapping[Choice, bool],
    *,
    mark: str,
    today: date,
    now: datetime,
) -> int:
    """Keep what a person decided: of each place, whether it may stand. Returns: how many are new or other.

    rows: the return as it is read now. Files that quote what is kept out are to be taken back.
    Raises: Conflict (C224) where the return was changed or withdrawn since `mark`.
    """
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.SUBMITTED or mark != mark_texts(rows):
        raise Conflict("C224")
    lock_name(session, f"finds:{response.id}")
    texts = list_texts(session, rows)
    new = [(one, choices[_place(one)]) for text in texts for one in text.redactions if _is_new(one, choices)]
    if new:
        by_question = {row.question_id: row for row in rows}
        keep_finds(session, [_keep(by_question[text.question_id], text) for text in texts])
        _keep_decisions(session, viewer, by_question, new, now)
        _audit(session, viewer, response, len(new), now)
    for one, may_stand in new:
        if not may_stand:
            recall_quoting(session, response.id, one.question_id, range(one.start, one.end), on=today)
    return len(new)


def _place(one: Redaction) -> Choice:
    return one.question_id, one.start, one.end


def _is_new(one: Redaction, choices: Mapping[Choice, bool]) -> bool:
    return _place(one) in choices and choices[_place(one)] is not read_choice(one)


def _keep_decisions(
    session: Session,
    viewer: Viewer,
    by_question: Mapping[str, AnswerText],
    new: Iterable[tuple[Redaction, bool]],
    now: datetime,
) -> None:
    held = find_decisions(session, {row.response_id for row in by_question.values()})
    for one, may_stand in new:
        row = by_question[one.question_id]
        known = {(o.start, o.end): o for o in held.get(row.answer_id, ())}
        place = {"answer_id": row.answer_id, "revision_id": row.revision_id}
        made = known.get((one.start, one.end)) or ReturnFindDecision(**place, start=one.start, end=one.end)
        made.kind, made.may_stand = one.kind, may_stand
        made.decided_by_id, made.decided_at = viewer.staff_id, now
        session.add(made)
    session.flush()


def _describe(row: AnswerText, finds: Sequence[Found], decided: Sequence[Decided]) -> ToCheck:
    known = {(one.start, one.end) for one in finds}
    left = [one for one in decided if (one.start, one.end) not in known]
    parts = [_suggest(row, one, judge(one.start, one.end, decided)) for one in finds]
    parts += [
        Redaction(row.question_id, one.kind, one.start, one.end, _name_state(one), by=one.by) for one in left
    ]
    return ToCheck(
        row.question_id, row.language, row.text, tuple(sorted(parts, key=lambda one: (one.start, one.end)))
    )


def _suggest(row: AnswerText, one: Found, decided: Decided | None) -> Redaction:
    suggestion = Suggestion(one.kind, one.start, one.end, one.reason, one.confidence)
    by = decided.by if decided else ""
    return Redaction(
        row.question_id, one.kind, one.start, one.end, _name_state(decided), by=by, suggestion=suggestion
    )


def _name_state(decided: Decided | None) -> RedactionState:
    if decided is None:
        return RedactionState.SUGGESTED
    return RedactionState.REJECTED if decided.may_stand else RedactionState.CONFIRMED


def _keep(row: AnswerText, text: ToCheck) -> Looked:
    suggestions = (one.suggestion for one in text.redactions if one.suggestion)
    finds = tuple(Found(o.kind, o.start, o.end, o.reason, o.confidence) for o in suggestions)
    return Looked(row.answer_id, row.revision_id, finds)


def _audit(session: Session, viewer: Viewer, response: Response, decided: int, now: datetime) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="personal data of a return decided",
        subject_kind="response",
        subject_id=response.id,
        details={"decided": decided},
        now=now,
    )
