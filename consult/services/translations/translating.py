"""Open an account for translation, passage by passage, with a stand-in for each part that was taken out.

A translator's viewer comes from queries/viewer.py `narrow`; readers of accounts come with their own. The
words come through permissions/reading.py, so that permission is asked each time.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.readings import AnswerText
from consult.models.redaction import RedactionRecord
from consult.models.response import Answer, Response
from consult.models.translation import Translation, TranslationAssignment
from consult.models.translation_kinds import TranslationState
from consult.queries.responses import select_response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.concerns.answering_for_readers import require_confirmed
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.listening import Heard
from consult.services.identifiers.masking import cut_answer
from consult.services.identifiers.redacting import Redaction, find_checked_redactions, list_of_question
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener
from consult.services.permissions.reading import read_answers
from consult.services.translations.translation_matching import Passage, Seen, match
from consult.services.translations.translation_payloads import (
    Made,
    Unit,
    cut,
    list_marks_taken_out,
    place_of,
    read_made,
)
from consult.vocabulary import Bucket, Purpose, UseKind
from forms.answers import Shown
from forms.definitions import Questionnaire, find_text

ENGLISH = "en"


@dataclass(frozen=True)
class ToTranslate:
    """One answer: its passages, and the translation of it that is kept, if there is one.

    left: what is kept of words that are no longer there; `shown` is what this viewer sees of it.
    """

    row: AnswerText = field(repr=False)
    label: Shown
    passages: tuple[Passage, ...] = field(repr=False)
    kept: Translation | None
    made: Made | None
    left: tuple[Unit, ...] = field(default=(), repr=False)
    shown: tuple[Unit, ...] = field(default=(), repr=False)
    without: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_current(self) -> bool:
        """Whether every passage is translated, from exactly the words that stand now."""
        is_of_these = self.kept is not None and self.kept.revision_id == self.row.revision_id
        return is_of_these and all(one.text and one.is_same for one in self.passages)

    @property
    def state(self) -> TranslationState | None:
        """How far it is, by what is sealed; only begun where something is missing or was changed since."""
        if self.made is None:
            return None
        return self.made.state if self.is_current else TranslationState.BEGUN


@dataclass(frozen=True)
class Work:
    """An account to be translated into a language. mark: of its answers and of what was kept so far.

    Without `texts` it cannot be read now, for the reason in `gap`, or it is not `is_ready`: nobody has
    checked it for personal data as it stands.
    """

    language: str
    mark: str
    texts: tuple[ToTranslate, ...] = ()
    gap: Bucket | None = None
    is_ready: bool = True

    @property
    def state(self) -> TranslationState | None:
        """How far all of it is: as far as the least of its answers; None where nothing was begun."""
        states = [one.state for one in self.texts]
        order = list(TranslationState)
        far = [one or TranslationState.BEGUN for one in states]
        return min(far, key=order.index) if any(states) else None


def open_work(
    session: Session, viewer: Viewer, response: Response, language: str, *, keys: AccountKeys, now: datetime
) -> Work:
    """Read an account to translate it, or to look at its translation; on record like every reading.

    Raises: Conflict (C372, C374) for a translator whom the person keeps away, or since changed their list of
    those without anybody looking.
    """
    mark = find_mark(session, response.id, language)
    rows, gap = _read(session, viewer, response, keys, now)
    checked = {} if gap else find_checked_redactions(session, [response.id], keys)
    if response.id not in checked:
        return Work(language, mark, gap=gap, is_ready=gap is not None)
    _require_confirmed(session, viewer, response, keys)
    found = find_kept(session, response.id, language)
    opened = _open_kept(session, response.id, found.values(), keys)
    if isinstance(opened, Bucket):
        return Work(language, mark, gap=opened)
    record(session, viewer, "experience read for translation", response.id, {"language": language}, now)
    definition, taken_out = read_definition(response.questionnaire_version), checked[response.id]
    is_reader = viewer.only_account_id is None
    texts = tuple(
        _put_together(
            row,
            _find_label(definition, row.question_id),
            list_of_question(taken_out, row.question_id),
            (found.get(row.question_id), opened.get(row.question_id)),
            is_reader=is_reader,
        )
        for row in rows
    )
    return Work(language, mark, texts)


def open_original(
    session: Session, viewer: Viewer, response: Response, *, reason: str, keys: AccountKeys, now: datetime
) -> list[Heard]:
    """The answers with nothing taken out, on record with the reason; none where they cannot be translated."""
    rows, gap = _read(session, viewer, response, keys, now)
    checked = {} if gap else find_checked_redactions(session, [response.id], keys)
    if response.id not in checked:
        return []
    _require_confirmed(session, viewer, response, keys)
    record(session, viewer, "experience read in the original", response.id, {"reason": reason}, now)
    definition, kept = read_definition(response.questionnaire_version), checked[response.id]
    return [
        Heard(
            row.question_id,
            _find_label(definition, row.question_id),
            row.language,
            cut_answer(row, kept),
        )
        for row in rows
        if row.text
    ]


def find_mark(session: Session, response_id: str, language: str) -> str:
    """Stands for the answers of an account, what is taken out of them, and the translations kept of them.

    No word is needed for it.
    """
    columns = select(Answer.question_id, Answer.head_revision_id)
    heads = session.execute(columns.where(Answer.response_id == response_id))
    parts = [f"{question}={head}" for question, head in heads]
    taken_out = select(RedactionRecord.sealed).where(RedactionRecord.response_id == response_id)
    parts += [hashlib.sha256(sealed).hexdigest() for sealed in session.scalars(taken_out)]
    parts += [f"{id}:{one.version}" for id, one in find_kept(session, response_id, language).items()]
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def find_kept(session: Session, response_id: str, language: str) -> dict[str, Translation]:
    """The translations of one account into a language, by question."""
    theirs = (Translation.response_id == response_id, Translation.language == language)
    wanted = select(Translation).where(*theirs).execution_options(populate_existing=True)
    return {one.question_id: one for one in session.scalars(wanted)}


def list_languages(session: Session, response_id: str) -> list[str]:
    """The languages that an account is or was to be translated into, or has a translation in."""
    found = set(
        session.scalars(
            select(TranslationAssignment.language).where(TranslationAssignment.response_id == response_id)
        )
    )
    found |= set(session.scalars(select(Translation.language).where(Translation.response_id == response_id)))
    return sorted(found)


def record(
    session: Session, viewer: Viewer, action: str, response_id: str, details: Mapping[str, str], now: datetime
) -> None:
    """Put on record what was done with an account that is translated."""
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="response",
        subject_id=response_id,
        details=details,
        now=now,
    )


def _read(
    session: Session, viewer: Viewer, response: Response, keys: AccountKeys, now: datetime
) -> tuple[list[AnswerText], Bucket | None]:
    """The answers in words, in the order they were asked, or why they cannot be read."""
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
    gap = None if reading.respondents else reading.left_out.get(response.id, Bucket.WITHDRAWN)
    given = {row.question_id: row for row in reading.rows}
    questions = read_definition(response.questionnaire_version).questions()
    return [given[one.id] for one in questions if one.kind == "text" and one.id in given], gap


def _open_kept(
    session: Session, response_id: str, rows: Iterable[Translation], keys: AccountKeys
) -> dict[str, Made] | Bucket:
    """The translations opened, or why not: where one was changed from outside, none is shown or replaced."""
    opener = Opener(session, [response_id], keys)
    opened: dict[str, Made] = {}
    for one in rows:
        body = opener.open_payload(response_id, one.sealed, place_of(one))
        if isinstance(body, Bucket):
            return body
        opened[one.question_id] = read_made(body)
    return opened


def _require_confirmed(session: Session, viewer: Viewer, response: Response, keys: AccountKeys) -> None:
    """Ask again of a translator, not of a reader of accounts, whether the person keeps them away."""
    if viewer.only_account_id is not None:
        require_confirmed(session, response.id, viewer.staff_id or "", keys=keys)


def _find_label(definition: Questionnaire, question_id: str) -> Shown:
    return find_text(definition.get_question(question_id).label, ENGLISH, definition.default_language)


def _put_together(
    row: AnswerText,
    label: Shown,
    redactions: Sequence[Redaction],
    kept: tuple[Translation | None, Made | None],
    *,
    is_reader: bool,
) -> ToTranslate:
    without = list_marks_taken_out(row.text, redactions)
    seen = Seen(frozenset(without), is_everything=is_reader)
    passages, left = match(cut(row.text, redactions), kept[1], seen)
    shown = tuple(one for one in left if seen.shows(one))
    return ToTranslate(row, label, passages, *kept, left, shown, without)
