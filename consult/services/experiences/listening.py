"""Read one experience in the staff area: unlocked, on record, and first with personal data told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import Provenance
from consult.models.readings import AnswerText, Reading
from consult.models.response import Response
from consult.queries.responses import select_response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.analyses.languages_of_passages import Parts, find_other_language, find_parts
from consult.services.consultations.reading_versions import read_definition
from consult.services.days import find_day
from consult.services.experiences.hearing_beside import NOTHING, Beside, hear_beside
from consult.services.experiences.setting_aside import note_reading
from consult.services.identifiers.masking import Piece, cut_answer, list_masked
from consult.services.identifiers.redacting import Kept, find_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind
from forms.answers import Shown
from forms.definitions import Questionnaire, find_text
from forms.kinds import get_handler

ENGLISH = "en"


@dataclass(frozen=True)
class Heard:
    """One question in English, and what was said to it: pieces of text, or the choice made.

    reads_as: the other language than the declared one that an analysis found most of it in; "" where none.
    """

    question_id: str
    label: Shown
    language: str
    pieces: Sequence[Piece] = field(repr=False)
    choices: Sequence[Shown] = ()
    reads_as: str = ""


@dataclass(frozen=True)
class Listening:
    """An experience as it may be shown now with what a group left beside it, or why it may not."""

    answers: Sequence[Heard]
    gap: Bucket | None
    is_checked: bool = False
    beside: Beside = NOTHING
    provenance: Provenance | None = field(default=None, repr=False)

    @property
    def masked_count(self) -> int:
        """How many places may give somebody away."""
        here = sum(1 for one in self.answers for piece in one.pieces if piece.kind)
        return here + self.beside.masked_count


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
        with_set_aside=True,
    )
    gap = reading.left_out.get(response.id)
    if gap is None:
        _record(session, viewer, response, reason, now)
        note_reading(session, response.id, today=find_day(now))
    readable = select(Response.id).where(Response.id.in_([one.response_id for one in reading.respondents]))
    kept = find_redactions(session, readable, keys).get(response.id)
    definition = read_definition(response.questionnaire_version)
    heard = _list_heard(definition, reading, kept, find_parts(session, reading.rows, keys))
    masked = list_masked(piece for one in heard for piece in one.pieces)
    return Listening(
        heard,
        gap,
        kept is not None and kept.is_checked,
        NOTHING if gap else hear_beside(session, response, keys, masked),
        next((one.provenance for one in reading.respondents), None),
    )


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


def _list_heard(definition: Questionnaire, reading: Reading, kept: Kept | None, parts: Parts) -> list[Heard]:
    given = {row.question_id: row for row in reading.rows}
    pieces = _cut(definition, given.values(), kept)
    return [
        Heard(
            question.id,
            find_text(question.label, ENGLISH, definition.default_language),
            given[question.id].language,
            pieces.get(question.id, ()),
            () if question.kind == "text" else _name_choices(definition, given[question.id]),
            find_other_language(parts, given[question.id]),
        )
        for question in definition.questions()
        if question.id in given and given[question.id].text
    ]


def _name_choices(definition: Questionnaire, row: AnswerText) -> Sequence[Shown]:
    question = definition.get_question(row.question_id)
    return get_handler(question.kind).display(row.value, question, ENGLISH, definition.default_language)


def _cut(definition: Questionnaire, rows: Iterable[AnswerText], kept: Kept | None) -> dict[str, list[Piece]]:
    """Cut texts where they may hold personal data: as people decided, else as the machine suggests."""
    texts = [row for row in rows if definition.get_question(row.question_id).kind == "text"]
    return {row.question_id: cut_answer(row, kept) for row in texts}
