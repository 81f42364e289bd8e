"""Read one experience in the staff area: unlocked, on record, and first with personal data told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.identifier_patterns import Found
from analysis.identifiers import find_in_text
from consult.models.readings import AnswerText, Reading
from consult.models.response import Response
from consult.queries.responses import select_response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.key_keeping import AccountKeys
from consult.services.publishing import read_definition
from consult.services.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind
from forms.answers import Shown
from forms.definitions import Questionnaire, find_text
from forms.kinds import get_handler

ENGLISH = "en"


@dataclass(frozen=True)
class Piece:
    """Part of what was said. `kind`: what it may give away, empty for the rest."""

    words: str = field(repr=False)
    kind: str = ""


@dataclass(frozen=True)
class Heard:
    """One question in English, and what was said to it: pieces of text, or the choice made."""

    question_id: str
    label: Shown
    language: str
    pieces: Sequence[Piece] = field(repr=False)
    choices: Sequence[Shown] = ()


@dataclass(frozen=True)
class Listening:
    """An experience as it may be shown now, or why it may not."""

    answers: Sequence[Heard]
    gap: Bucket | None

    @property
    def masked_count(self) -> int:
        """How many places may give somebody away."""
        return sum(1 for one in self.answers for piece in one.pieces if piece.kind)


def listen(
    session: Session,
    viewer: Viewer,
    response: Response,
    *,
    keys: AccountKeys,
    reason: str = "",
    now: datetime,
) -> Listening:
    """Read an experience; the reading is on record as a use and, with who read it, in the audit chain.

    reason: why the original is looked at, where it is. It is kept, so it says nothing of the words.
    """
    reading = read_answers(
        session,
        viewer,
        select_response(viewer, response.id),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=response.id,
        keys=keys,
        now=now,
    )
    gap = reading.left_out.get(response.id)
    if gap is None:
        _record(session, viewer, response, reason, now)
    return Listening(_list_heard(read_definition(response.questionnaire_version), reading), gap)


def _record(session: Session, viewer: Viewer, response: Response, reason: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experience read in the original" if reason else "experience read",
        subject_kind="response",
        subject_id=response.id,
        details={"reason": reason} if reason else None,
        now=now,
    )


def _list_heard(definition: Questionnaire, reading: Reading) -> list[Heard]:
    given = {row.question_id: row for row in reading.rows}
    pieces = _cut(definition, given.values())
    return [
        Heard(
            question.id,
            find_text(question.label, ENGLISH, definition.default_language),
            given[question.id].language,
            pieces.get(question.id, ()),
            () if question.kind == "text" else _name_choices(definition, given[question.id]),
        )
        for question in definition.questions()
        if question.id in given and given[question.id].text
    ]


def _name_choices(definition: Questionnaire, row: AnswerText) -> Sequence[Shown]:
    question = definition.get_question(row.question_id)
    return get_handler(question.kind).display(row.value, question, ENGLISH, definition.default_language)


def _cut(definition: Questionnaire, rows: Iterable[AnswerText]) -> dict[str, list[Piece]]:
    """Cut texts where they may hold personal data: suggestions, in which much goes unseen."""
    texts = [row for row in rows if definition.get_question(row.question_id).kind == "text"]
    return {row.question_id: _split(row.text, find_in_text(row.text)) for row in texts}


def _split(text: str, cuts: Sequence[Found]) -> list[Piece]:
    pieces, position = [], 0
    for cut in cuts:
        pieces += [Piece(text[position : cut.start]), Piece(text[cut.start : cut.end], cut.kind)]
        position = cut.end
    return [piece for piece in [*pieces, Piece(text[position:])] if piece.words]
