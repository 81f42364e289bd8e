"""Check an account for personal data: the machine suggests, a person decides each, over the text itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from analysis.identifiers import find_in_text
from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.desk_kinds import RedactionState
from consult.models.readings import AnswerText
from consult.models.response import Response
from consult.queries.checked import find_checked, find_heads_marks
from consult.queries.handled import find_set_aside
from consult.queries.responses import Wanted, select_response
from consult.queries.told_elsewhere import select_used
from consult.queries.viewer import SYSTEM, Viewer, is_visible_quoted
from consult.services import auditing
from consult.services.consultations.reading_versions import read_definition
from consult.services.copies.recalling_copies import recall_changed
from consult.services.days import find_day
from consult.services.experiences.setting_aside import note_reading
from consult.services.identifiers.pseudonyms import ToCheck, name_added, name_stand_ins
from consult.services.identifiers.redacting import (
    Kept,
    Redaction,
    Suggestion,
    find_redactions,
    keep_redactions,
    list_of_question,
)
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.services.permissions.opening import get_account_key
from consult.services.permissions.reading import read_answers
from consult.services.permissions.recalling import recall_words
from consult.services.themes.forgetting_phrases import forget_taken_out
from consult.told import Told
from consult.vocabulary import Bucket, Channel, Purpose, ResponseKind, ResponseState, UseKind

TAKE_OUT, LEAVE = "take_out", "leave"


Spot = tuple[str, int, int]
"""A place in an answer: its question, and where the words start and end."""


@dataclass(frozen=True)
class Decision:
    """What a person says of one suggestion. choice: TAKE_OUT, LEAVE or nothing yet; words: exactly which."""

    choice: str
    words: str = field(repr=False)
    kind: str
    stand_in: str = field(default="", repr=False)


@dataclass(frozen=True)
class Clearing:
    """An account as it is to be checked now, or why it cannot be read. mark: of the texts shown."""

    mark: str
    texts: tuple[ToCheck, ...]
    is_checked: bool
    gap: Bucket | None


def open_for_check(
    session: Session, viewer: Viewer, response: Response, *, keys: AccountKeys, now: datetime
) -> Clearing:
    """Read the texts of an account with nothing masked, to check them; on record like every reading."""
    wanted = select_response(viewer, response.id)
    reading = read_answers(
        session,
        viewer,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=response.id,
        keys=keys,
        now=now,
        with_set_aside=True,
    )
    asked = wanted.with_only_columns(Response.id)
    mark = find_heads_marks(session, asked).get(response.id, "")
    gap = reading.left_out.get(response.id)
    kept = None if gap else find_redactions(session, asked, keys).get(response.id)
    if gap is None:
        _audit(session, viewer, response, "experience read to check it for personal data", now)
        note_reading(session, response.id, today=find_day(now))
    questions = read_definition(response.questionnaire_version).questions()
    given = {row.question_id: row for row in reading.rows if row.text}
    rows = [given[one.id] for one in questions if one.kind == "text" and one.id in given]
    texts = name_stand_ins([_describe(row, kept) for row in rows])
    return Clearing(mark, texts, kept is not None and kept.is_checked, gap)


def keep_check(
    session: Session,
    viewer: Viewer,
    response: Response,
    clearing: Clearing,
    decisions: Mapping[Spot, Decision],
    added: Mapping[str, Sequence[str]],
    *,
    mark: str,
    is_finished: bool,
    keys: AccountKeys,
    today: date,
    now: datetime,
) -> None:
    """Keep what was decided. decisions: by place; added: more words to take out, by question.

    Files and copies that were handed out with words that are taken out now are to be taken back, and no theme
    has them in its name any more.

    Raises: Conflict (C331) for words that are not there, (C332) to finish with something undecided, (C333)
    where an answer was changed since `mark`, or may not be read any more; Locked.
    """
    if mark != clearing.mark or clearing.gap is not None:
        raise Conflict("C333")
    by = viewer.staff_id or ""
    decided = [
        replace(text, redactions=tuple(_decide(text, decisions, added.get(text.question_id, ()), by)))
        for text in clearing.texts
    ]
    redactions = tuple(one for text in name_added(decided) for one in text.redactions)
    if is_finished and any(one.state is RedactionState.SUGGESTED for one in redactions):
        raise Conflict("C332")
    key = get_account_key(response.id, keys)
    kept = Kept(mark, is_finished, redactions)
    keep_redactions(session, response.id, kept, key=key, staff_id=viewer.staff_id, today=today)
    before = _list_hidden(one for text in clearing.texts for one in text.redactions)
    if hidden := [one for one in redactions if _list_hidden([one]) - before]:
        _follow(session, response, clearing.texts, hidden, today)
    if is_finished:
        _audit(session, viewer, response, "experience checked for personal data", now)


def count_awaiting_check(session: Session, viewer: Viewer, consultation_id: str, *, today: date) -> Told:
    """How many accounts could be quoted once a person has checked them; needs no key.

    What is set aside is never quoted, and so waits for nobody. What is drawn on from elsewhere counts.
    """
    consultation = session.get_one(Consultation, consultation_id)
    wanted = Wanted(kind=ResponseKind.ACCOUNT)
    used = select_used(SYSTEM, consultation, wanted, today=today).where(is_visible_quoted(viewer))
    asked = used.with_only_columns(Response.id).order_by(None)
    columns = (Response.consultation_id, Response.channel)
    found = {id: (home, channel) for id, home, channel in session.execute(asked.add_columns(*columns))}
    moment = Moment(today, consultation_id)
    held = find_consents(session, asked)
    quotable = {
        id
        for id, given in held.items()
        if allows(
            Source(ResponseKind.ACCOUNT, ResponseState.SUBMITTED, found[id][0]), given, Purpose.QUOTE, moment
        )
    }
    awaiting = quotable - find_checked(session, asked) - find_set_aside(session, asked)
    return Told(len(awaiting), sum(found[id][1] is Channel.VOUCHED for id in awaiting))


def suggest(question_id: str, text: str, language: str = "") -> tuple[Redaction, ...]:
    """What may be personal data in a text, undecided. language: as the person gave it."""
    found = [Suggestion(o.kind, o.start, o.end, o.reason, o.confidence) for o in find_in_text(text, language)]
    return tuple(
        Redaction(question_id, one.kind, one.start, one.end, RedactionState.SUGGESTED, suggestion=one)
        for one in found
    )


def _list_hidden(redactions: Iterable[Redaction]) -> set[tuple[str, int]]:
    """Every place that people took out, by question."""
    taken_out = (one for one in redactions if one.is_taken_out)
    return {(one.question_id, place) for one in taken_out for place in range(one.start, one.end)}


def _follow(
    session: Session, response: Response, texts: Iterable[ToCheck], hidden: Sequence[Redaction], today: date
) -> None:
    """Let what has the words that were taken out just now follow: names of themes, files, copies."""
    given = {text.question_id: text.text for text in texts}
    words = [given[one.question_id][one.start : one.end] for one in hidden]
    forget_taken_out(session, response.id, words)
    recall_changed(session, response.id, on=today)
    places = [(one.question_id, range(one.start, one.end)) for one in hidden]
    recall_words(session, response.id, places, on=today)


def _describe(row: AnswerText, kept: Kept | None) -> ToCheck:
    known = (
        list_of_question(kept, row.question_id) if kept else suggest(row.question_id, row.text, row.language)
    )
    return ToCheck(row.question_id, row.language, row.text, tuple(known))


def _decide(
    text: ToCheck, decisions: Mapping[Spot, Decision], added: Iterable[str], by: str
) -> list[Redaction]:
    decided = [
        _apply(text, one, decisions.get((one.question_id, one.start, one.end)), by) for one in text.redactions
    ]
    for words in added:
        decided += _add(text, words, decided, by)
    return sorted(_drop_covered(decided), key=lambda one: (one.start, one.end))


def _drop_covered(decided: Sequence[Redaction]) -> list[Redaction]:
    """Leave out what lies within something longer that is taken out: one decision stands for both."""
    spans = {(one.start, one.end) for one in decided if one.is_taken_out}
    return [
        one
        for one in decided
        if not any(a <= one.start and one.end <= b and b - a > one.end - one.start for a, b in spans)
    ]


def _apply(text: ToCheck, one: Redaction, decision: Decision | None, by: str) -> Redaction:
    if decision is None or decision.choice not in {TAKE_OUT, LEAVE}:
        return one
    if decision.choice == LEAVE:
        return replace(one, state=RedactionState.REJECTED, by=by)
    start = _find_nearest(text.text, decision.words, one.start)
    end = start + len(decision.words)
    as_suggested = one.suggestion and (one.suggestion.start, one.suggestion.end) == (start, end)
    state = RedactionState.CONFIRMED if as_suggested else RedactionState.CHANGED
    state = state if one.suggestion else RedactionState.ADDED
    stand_in = "" if decision.stand_in == one.stand_in and decision.kind != one.kind else decision.stand_in
    return replace(one, start=start, end=end, state=state, kind=decision.kind, stand_in=stand_in, by=by)


def _add(text: ToCheck, words: str, decided: Sequence[Redaction], by: str) -> list[Redaction]:
    """Take words out wherever they stand, but where they are taken out already."""
    starts = _list_places(text.text, words)
    spans = [(one.start, one.end) for one in decided if one.is_taken_out]
    new = [s for s in starts if not any(a <= s and s + len(words) <= b for a, b in spans)]
    return [
        Redaction(text.question_id, "detail", s, s + len(words), RedactionState.ADDED, by=by) for s in new
    ]


def _find_nearest(text: str, words: str, start: int) -> int:
    return min(_list_places(text, words), key=lambda place: abs(place - start))


def _list_places(text: str, words: str) -> list[int]:
    """Where exactly these words stand. Raises: Conflict (C331) where they do not."""
    places, position = [], text.find(words) if words.strip() else -1
    while position >= 0:
        places.append(position)
        position = text.find(words, position + len(words))
    if not places:
        raise Conflict("C331")
    return places


def _audit(session: Session, viewer: Viewer, response: Response, action: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="response",
        subject_id=response.id,
        now=now,
    )
