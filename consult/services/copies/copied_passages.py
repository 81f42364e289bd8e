"""The passages of an account as a copy has them: read for exactly this purpose, masked, numbered through."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.readings import AnswerText
from consult.models.response import Response
from consult.queries.responses import select_response
from consult.queries.viewer import Viewer
from consult.services.consultations.reading_versions import read_definition
from consult.services.copies.copy_orders import CopyText, NumberedPassage, Order
from consult.services.identifiers.redacting import Kept, find_checked_redactions, list_of_question
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.translations.translation_payloads import cut
from consult.vocabulary import Purpose, UseKind
from forms.definitions import find_text

ENGLISH = "en"


def read_passages(
    session: Session,
    viewer: Viewer,
    response: Response,
    order: Order,
    subject_id: str,
    *,
    keys: AccountKeys,
    now: datetime,
) -> Iterator[CopyText]:
    """The answers in words, masked and numbered, for this order. subject_id: of the file that they go into.

    Raises: Conflict (C376) where that is not allowed now, (C361) where nobody checked them as they stand.
    """
    reading = read_answers(
        session,
        viewer,
        select_response(viewer, response.id),
        purpose=Purpose.SHARE if order.recipient else Purpose.ANALYSE,
        use_kind=UseKind.EXPORT,
        subject_id=subject_id,
        keys=keys,
        now=now,
        recipient=order.recipient,
    )
    if not reading.respondents:
        raise Conflict("C376")
    kept = find_checked_redactions(session, [response.id], keys).get(response.id)
    if kept is None:
        raise Conflict("C361")
    yield from _number(response, {row.question_id: row for row in reading.rows}, kept)


def _number(response: Response, given: dict[str, AnswerText], kept: Kept) -> Iterator[CopyText]:
    definition, number = read_definition(response.questionnaire_version), 0
    for question in definition.questions():
        if question.kind != "text" or question.id not in given:
            continue
        row = given[question.id]
        sources = cut(row.text, list_of_question(kept, question.id))
        rows = tuple(NumberedPassage(number + n, question.id, one) for n, one in enumerate(sources, start=1))
        number += len(rows)
        label = find_text(question.label, ENGLISH, definition.default_language)
        if rows:
            yield CopyText(label, row.language, rows)


def describe_passages(texts: Sequence[CopyText]) -> list[list[Any]]:
    """What is kept of a copy, to know its rows again: number, place, and a mark of the words."""
    rows = [one for text in texts for one in text.passages]
    return [[one.number, one.question_id, one.source.start, one.source.end, one.source.mark] for one in rows]
