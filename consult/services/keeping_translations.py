"""Keep a translation passage by passage, finish it, and let a reader of accounts check or send it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslationState
from consult.queries.viewer import Viewer
from consult.sealing.keys import AccountKey
from consult.services.days import find_day
from consult.services.key_keeping import AccountKeys
from consult.services.opening import get_account_key
from consult.services.translating import Passage, ToTranslate, Work, find_mark, record
from consult.services.translation_payloads import Made, Maker, Unit, seal_made
from consult.vocabulary import ResponseState
from forms.intake import as_given

LONGEST_PASSAGE = 10_000

Spot = tuple[str, int]
"""A passage: its question, and where it starts in the original."""


def keep_translation(
    session: Session,
    viewer: Viewer,
    response: Response,
    work: Work,
    texts: Mapping[Spot, str],
    *,
    mark: str,
    maker: Maker,
    keys: AccountKeys,
    now: datetime,
) -> Work:
    """Keep what is translated so far, sealed; passages may stay empty. mark: of what was shown.

    Returns: the work as it is then, to go on with.

    Raises: Conflict (C364) where the words or the translation were changed since, (C365) for a passage that
    is too long, (C205) once withdrawn; Locked. Nothing is kept then.
    """
    if any(len(text) > LONGEST_PASSAGE for text in texts.values()):
        raise Conflict("C365", longest=LONGEST_PASSAGE)
    key, today = _begin(session, response, work, mark, keys), find_day(now)
    after = []
    for one in work.texts:
        passages = tuple(_fill(passage, one.row.question_id, texts) for passage in one.passages)
        made = _make(one, passages, maker)
        if made is None:
            after.append(one)
            continue
        row = _get_row(response, one, work.language)
        _keep(session, viewer, row, one, made, key=key, today=today)
        after.append(replace(one, passages=passages, kept=row, made=made))
    session.flush()
    return replace(work, mark=find_mark(session, response.id, work.language), texts=tuple(after))


def finish(
    session: Session,
    viewer: Viewer,
    response: Response,
    work: Work,
    *,
    mark: str,
    keys: AccountKeys,
    now: datetime,
) -> None:
    """Say that every passage is translated; one that was checked as it stands stays so.

    Raises: Conflict (C364), (C366) where a passage is not translated; Locked.
    """
    if work.state is TranslationState.CHECKED:
        return
    if not work.texts or not all(one.is_current for one in work.texts):
        raise Conflict("C366")
    _change_state(session, response, work, TranslationState.FINISHED, mark, keys)
    record(session, viewer, "translation finished", response.id, {"language": work.language}, now)


def confirm(
    session: Session,
    viewer: Viewer,
    response: Response,
    work: Work,
    *,
    mark: str,
    keys: AccountKeys,
    now: datetime,
) -> None:
    """A reader of accounts says that a finished translation gives nobody away: now it may be quoted.

    Raises: Conflict (C364), (C367) where it is not finished as it stands; Locked.
    """
    if work.state is not TranslationState.FINISHED:
        raise Conflict("C367")
    for row in _change_state(session, response, work, TranslationState.CHECKED, mark, keys):
        row.checked_on, row.checked_by_id = find_day(now), viewer.staff_id
    session.flush()
    record(session, viewer, "translation checked", response.id, {"language": work.language}, now)


def send_back(
    session: Session,
    viewer: Viewer,
    response: Response,
    work: Work,
    *,
    mark: str,
    keys: AccountKeys,
    now: datetime,
) -> None:
    """A reader of accounts says that it is not ready; it is not quoted. Raises: Conflict (C364); Locked."""
    _change_state(session, response, work, TranslationState.BEGUN, mark, keys)
    record(session, viewer, "translation sent back", response.id, {"language": work.language}, now)


def _begin(session: Session, response: Response, work: Work, mark: str, keys: AccountKeys) -> AccountKey:
    """The key to seal with, and nothing changed since by anybody until this transaction ends."""
    lock_name(session, f"translation:{response.id}")
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    key = get_account_key(response.id, keys)
    is_same = work.mark == mark == find_mark(session, response.id, work.language)
    if not work.is_ready or work.gap is not None or not is_same:
        raise Conflict("C364")
    return key


def _fill(passage: Passage, question_id: str, texts: Mapping[Spot, str]) -> Passage:
    typed = texts.get((question_id, passage.source.start), passage.text)
    return Passage(passage.source, as_given(typed).strip())


def _make(one: ToTranslate, passages: Sequence[Passage], maker: Maker) -> Made | None:
    """The answer's translation with what was typed; None where that changes nothing."""
    units = tuple(
        Unit(each.source.start, each.source.end, each.text, each.source.mark)
        for each in passages
        if each.text
    )
    if one.kept and one.made and (one.kept.revision_id, one.made.units) == (one.row.revision_id, units):
        return None
    before = one.made.makers if one.made else ()
    return Made(TranslationState.BEGUN, units, (*(each for each in before if each != maker), maker))


def _get_row(response: Response, one: ToTranslate, language: str) -> Translation:
    place = {"response_id": response.id, "question_id": one.row.question_id, "language": language}
    return one.kept or Translation(id=new_id(), **place)


def _keep(
    session: Session,
    viewer: Viewer,
    row: Translation,
    one: ToTranslate,
    made: Made,
    *,
    key: AccountKey,
    today: date,
) -> None:
    row.revision_id = one.row.revision_id or ""
    row.made_on, row.made_by_id = today, viewer.staff_id
    row.checked_on, row.checked_by_id = None, None
    seal_made(key, row, made)
    session.add(row)


def _change_state(
    session: Session, response: Response, work: Work, state: TranslationState, mark: str, keys: AccountKeys
) -> list[Translation]:
    key = _begin(session, response, work, mark, keys)
    rows = [(one.kept, one.made) for one in work.texts if one.kept and one.made]
    for row, made in rows:
        seal_made(key, row, Made(state, made.units, made.makers))
        row.checked_on, row.checked_by_id = None, None
    session.flush()
    return [row for row, _ in rows]
