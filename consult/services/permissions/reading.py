"""The one way to people's words: it checks standing and consent now, opens, and keeps the use on record.

No other module reads Answer.value or Answer.sealed, but those that take answers in or take them back;
tests/house/test_reading_path.py sees to that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.provenance import Provenance
from consult.models.readings import (
    AnswerText,
    ExcerptReading,
    ExcerptReference,
    FilledExcerpt,
    Reading,
    Respondent,
)
from consult.models.response import Answer, Response
from consult.queries.checked import find_checked
from consult.queries.handled import find_set_aside
from consult.queries.viewer import Viewer, is_visible, is_visible_quoted
from consult.services.carrying.in_force import find_confirmed_passages
from consult.services.days import find_day
from consult.services.identifiers.redacting import fill, find_checked_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.barring import find_barred
from consult.services.permissions.consenting import Consents, Moment, find_consents
from consult.services.permissions.opening import OpenedWords, Opener, Sealed
from consult.services.permissions.selecting_respondents import select_respondents
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.services.permissions.work import Work
from consult.services.translations.quoting_translations import find_beside, translate_quoted
from consult.vocabulary import Bucket, ExcerptGap, Purpose, ResponseKind, ResponseState, UseKind


@dataclass(frozen=True)
class _Permitted:
    """What the database says at this moment: who may be read, under which consents, and who may not."""

    respondents: dict[str, Respondent]
    consents: dict[str, dict[Purpose, Any]]
    left_out: dict[str, Bucket]


@dataclass(frozen=True)
class _Given:
    """What one response says, in clear."""

    respondent: Respondent
    rows: list[AnswerText]


def read_answers(
    session: Session,
    viewer: Viewer,
    responses: Select[Response],
    *,
    purpose: Purpose,
    use_kind: UseKind,
    subject_id: str,
    now: datetime,
    keys: AccountKeys | None = None,
    question_ids: Collection[str] | None = None,
    for_consultation_id: str | None = None,
    with_set_aside: bool = False,
    recipient: str = "",
) -> Reading:
    """Read the answers that this viewer may use for this purpose now, and record the use.

    responses: from queries.responses; what the viewer may not see is not even counted.
    subject_id: what is made from the words (a run, a draft, an export, the response shown on a page).
    keys: opens accounts; without it, or while it is locked, they are left out as LOCKED.
    for_consultation_id: whose work the words are used in; None for that which each was given to.
    recipient: by key, with whom they are shared; for sharing nothing is read without one who was allowed.
    Returns: Reading; every response asked for is in `respondents` or in `left_out`.
    """
    asked = responses.where(is_visible(viewer)).with_only_columns(Response.id)
    work = Work(purpose, find_day(now), for_consultation_id, with_set_aside, recipient)
    reading, consents = _read(session, asked, work, keys, question_ids)
    used = dict.fromkeys(row.response_id for row in reading.rows)
    parts = [UsedPart(key, _get_version(consents[key], purpose)) for key in used]
    record_uses(session, Occasion(viewer, use_kind, purpose, subject_id, now), parts)
    return reading


def read_excerpts(
    session: Session,
    viewer: Viewer,
    excerpts: Sequence[ExcerptReference],
    *,
    use_kind: UseKind,
    subject_id: str,
    now: datetime,
    keys: AccountKeys | None = None,
    for_consultation_id: str | None = None,
) -> ExcerptReading:
    """Fill quotations with the words as they were given, where quoting is permitted now, and record the use.

    An account is quoted only once a person has checked it for personal data, as it stands: what they took
    out is replaced by a stand-in, and a checked translation of these words comes with them. Returns:
    ExcerptReading; every excerpt is filled or left out with the reason. A quotation whose answer has changed
    since is left out: its offsets count into another text; so is one of a return that holds what is kept out.
    """
    asked = _select_quoted(viewer, excerpts)
    questions = {excerpt.question_id for excerpt in excerpts}
    work = _make_quoting(session, for_consultation_id, find_day(now))
    reading, consents = _read(session, asked, work, keys, questions)
    texts = {(row.response_id, row.question_id): row for row in reading.rows}
    known = {one.response_id for one in reading.respondents}
    checked = find_checked_redactions(session, known, keys)
    barred = find_barred(session, viewer, known, excerpts) | work.list_beyond(excerpts)
    outcomes = {
        excerpt.id: _find_gap(excerpt, reading, known, barred)
        or fill(excerpt, texts.get((excerpt.response_id, excerpt.question_id)), checked)
        for excerpt in excerpts
    }
    beside = find_beside(session, reading.rows, keys)
    filled = {
        one.id: translate_quoted(found, one, *beside)
        for one in excerpts
        if isinstance(found := outcomes[one.id], FilledExcerpt)
    }
    parts = [_describe_part(excerpt, consents) for excerpt in excerpts if excerpt.id in filled]
    record_uses(session, Occasion(viewer, use_kind, Purpose.QUOTE, subject_id, now), parts)
    gaps = {key: found for key, found in outcomes.items() if isinstance(found, ExcerptGap)}
    return ExcerptReading(filled, gaps)


def _make_quoting(session: Session, consultation_id: str | None, today: date) -> Work:
    carried = find_confirmed_passages(session, consultation_id, today=today) if consultation_id else {}
    return Work(Purpose.QUOTE, today, consultation_id, carried=carried)


def describe_teller(
    session: Session, response_id: str, said: Consents, provenance: Provenance, moment: Moment
) -> Respondent:
    """Describe whoever told an account as a quotation of today would, if what they said holds."""
    asked = select(Response.id).where(Response.id == response_id)
    row = session.execute(select_respondents(asked)).one()
    work = Work(Purpose.QUOTE, moment.on, moment.consultation_id)
    checked = find_checked(session, asked)
    return replace(_describe_respondent(row, said, work, checked), provenance=provenance)


def _read(
    session: Session,
    asked: Select[str],
    work: Work,
    keys: AccountKeys | None,
    question_ids: Collection[str] | None,
) -> tuple[Reading, Mapping[str, Consents]]:
    order = list(session.scalars(asked))
    permitted = _check(session, order, asked, work)
    answers = _find_answers(session, asked, permitted.respondents, question_ids)
    rows: list[AnswerText] = []
    accounts = [key for key, found in permitted.respondents.items() if found.is_account]
    opener = Opener(session, accounts, keys)
    for response_id in [key for key in order if key in permitted.respondents]:
        given = _open(opener, permitted.respondents[response_id], answers.get(response_id, []))
        if isinstance(given, Bucket):
            permitted.left_out[response_id] = given
            del permitted.respondents[response_id]
        else:
            rows.extend(given.rows)
            permitted.respondents[response_id] = given.respondent
    respondents = tuple(permitted.respondents[key] for key in order if key in permitted.respondents)
    return Reading(tuple(rows), respondents, permitted.left_out), permitted.consents


def _check(session: Session, order: Sequence[str], asked: Select[str], work: Work) -> _Permitted:
    """Look at state and consent of every response, in the database and at this moment."""
    held = find_consents(session, asked)
    permitted = _Permitted({}, {key: held.get(key, {}) for key in order}, {})
    checked = find_checked(session, asked)
    aside = set() if work.with_set_aside else find_set_aside(session, asked)
    for row in session.execute(select_respondents(asked)):
        consents = permitted.consents[row.id]
        if row.id in aside and row.state is ResponseState.SUBMITTED:
            permitted.left_out[row.id] = Bucket.SET_ASIDE
        elif work.may_use(row, consents, work.purpose):
            permitted.respondents[row.id] = _describe_respondent(row, consents, work, checked)
        elif row.state is ResponseState.WITHDRAWN:
            permitted.left_out[row.id] = Bucket.WITHDRAWN
        else:
            permitted.left_out[row.id] = Bucket.NOT_PERMITTED
    return permitted


def _describe_respondent(row: Any, consents: Consents, work: Work, checked: Collection[str]) -> Respondent:
    attribute = consents.get(Purpose.ATTRIBUTE)
    may_quote = work.may_use(row, consents, Purpose.QUOTE)
    awaits_check = may_quote and row.kind is ResponseKind.ACCOUNT and row.id not in checked
    return Respondent(
        response_id=row.id,
        kind=row.kind,
        language=row.language,
        sector=row.sector,
        sub_region=row.sub_region,
        organisation="" if row.kind is ResponseKind.ACCOUNT else row.organisation,
        received_on=row.received_on,
        may_quote=may_quote and not awaits_check,
        may_attribute=work.may_use(row, consents, Purpose.ATTRIBUTE),
        awaits_check=awaits_check,
        level=attribute.terms.level if attribute else None,
    )


def _find_answers(
    session: Session,
    asked: Select[str],
    permitted: Collection[str],
    question_ids: Collection[str] | None,
) -> dict[str, list[Any]]:
    columns = (Answer.id, Answer.response_id, Answer.question_id, Answer.head_revision_id)
    wanted = select(*columns, Answer.language, Answer.value, Answer.sealed).where(
        Answer.response_id.in_(asked)
    )
    if question_ids is not None:
        wanted = wanted.where(Answer.question_id.in_(question_ids))
    found: dict[str, list[Any]] = {}
    for row in session.execute(wanted.order_by(Answer.response_id, Answer.question_id)):
        if row.response_id in permitted:
            found.setdefault(row.response_id, []).append(row)
    return found


def _open(opener: Opener, respondent: Respondent, answers: Sequence[Any]) -> _Given | Bucket:
    """Return the answers in clear; an account with sealed answers opens whole or not at all."""
    sealed = {one.id: Sealed(one.sealed, one.head_revision_id) for one in answers if one.sealed is not None}
    opened = opener.open_answers(respondent.response_id, sealed) if sealed else OpenedWords({}, None)
    if isinstance(opened, Bucket):
        return opened
    whose, values = replace(respondent, provenance=opened.provenance), opened.values
    rows = [_describe_answer(whose, answer, values.get(answer.id, answer.value)) for answer in answers]
    return _Given(whose, rows)


def _describe_answer(respondent: Respondent, answer: Any, value: Any) -> AnswerText:
    return AnswerText(
        respondent=respondent,
        answer_id=answer.id,
        question_id=answer.question_id,
        revision_id=answer.head_revision_id,
        language=answer.language or respondent.language,
        value=value,
        text=_as_text(value),
    )


def _as_text(value: Any) -> str:
    """The value in words: several choices with a space between them, nothing for no answer."""
    parts = value if isinstance(value, list) else [] if value is None else [value]
    return " ".join(str(part) for part in parts)


def _select_quoted(viewer: Viewer, excerpts: Iterable[ExcerptReference]) -> Select[str]:
    quoted = Response.id.in_({excerpt.response_id for excerpt in excerpts})
    return select(Response.id).where(is_visible_quoted(viewer), quoted).order_by(Response.id)


def _find_gap(
    excerpt: ExcerptReference, reading: Reading, known: Collection[str], barred: Mapping[str, ExcerptGap]
) -> ExcerptGap | None:
    """Why this may not be quoted to this viewer now; None where it may."""
    if excerpt.id in barred:
        return barred[excerpt.id]
    if (reason := reading.left_out.get(excerpt.response_id)) is not None:
        return ExcerptGap(reason.value)
    return None if excerpt.response_id in known else ExcerptGap.HIDDEN


def _describe_part(excerpt: ExcerptReference, consents: Mapping[str, Consents]) -> UsedPart:
    version, one = _get_version(consents[excerpt.response_id], Purpose.QUOTE), excerpt
    return UsedPart(one.response_id, version, one.question_id, one.start, one.end)


def _get_version(consents: Consents, purpose: Purpose) -> int:
    """Under which version it was permitted; 0 where no permission was needed."""
    given = consents.get(purpose)
    return given.version if given else 0
