"""Look through accounts for personal data with a language model, before a person checks them.

The page where a person checks has no model; an analysis has, and runs where accounts are unlocked. What it
finds is kept sealed like a check that nobody began: suggestions only, which the page shows to be decided.
"""

from datetime import date

from spacy.language import Language
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from analysis.progress import QUIET, Watch
from analysis.redaction import find_identifiers
from consult.frames import items_frame, iterate_rows
from consult.models.desk_kinds import RedactionState
from consult.models.redaction import RedactionRecord
from consult.models.response import Response
from consult.queries.checked import find_heads_marks
from consult.services.analyses.analysing import Material
from consult.services.identifiers.redacting import (
    Kept,
    Redaction,
    Suggestion,
    find_redactions,
    keep_redactions,
)
from consult.services.keys.key_keeping import AccountKeys
from consult.vocabulary import ResponseKind, ResponseState

Suggested = dict[str, list[Redaction]]


def suggest_with_model(material: Material, nlp: Language | None, watch: Watch = QUIET) -> Suggested:
    """Find what may be personal data in each account of a run, by account; nothing without a model.

    Raises: Stopped (A027) when the caller wants no more.
    """
    rows = [row for row in material.answers.values() if row.respondent.is_account and row.text]
    found: Suggested = {row.response_id: [] for row in rows} if nlp is not None else {}
    if not found:
        return {}
    for one in iterate_rows(find_identifiers(items_frame(rows), nlp=nlp, watch=watch)):
        row = material.answers[one.item_id]
        suggestion = Suggestion(one.kind, one.start, one.end, one.reason, one.confidence)
        redaction = Redaction(
            row.question_id, one.kind, one.start, one.end, RedactionState.SUGGESTED, suggestion=suggestion
        )
        found[row.response_id].append(redaction)
    return found


def keep_suggestions(
    session: Session, material: Material, suggested: Suggested, *, keys: AccountKeys | None, today: date
) -> int:
    """Keep suggestions for each account that nobody began to check and that says what was read; how many."""
    if not suggested or keys is None:
        return 0
    asked = select(Response.id).where(
        or_(Response.consultation_id == material.consultation_id, Response.id.in_(material.elsewhere_ids)),
        Response.kind == ResponseKind.ACCOUNT,
        Response.state == ResponseState.SUBMITTED,
    )
    marks = find_heads_marks(session, asked)
    begun = set(
        session.scalars(select(RedactionRecord.response_id).where(RedactionRecord.response_id.in_(asked)))
    )
    begun -= {id for id, kept in find_redactions(session, asked, keys).items() if _is_untouched(kept)}
    same = {id for id, mark in marks.items() if material.marks.get(id) == mark}
    kept = 0
    for id in sorted(suggested.keys() & same - begun):
        key = keys.open_key(id)
        if key is not None:
            prepared = Kept(marks[id], False, tuple(suggested[id]))
            keep_redactions(session, id, prepared, key=key, staff_id=None, today=today)
            kept += 1
    return kept


def _is_untouched(kept: Kept) -> bool:
    return not kept.is_checked and all(one.state is RedactionState.SUGGESTED for one in kept.redactions)
