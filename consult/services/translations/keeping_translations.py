"""Keep a translation passage by passage, finish it, and let a reader of accounts check or send it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.base import new_id
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.queries.responses import get_response
from consult.queries.viewer import Viewer
from consult.sealing.keys import AccountKey
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import get_account_key
from consult.services.translations.translating import ToTranslate, Work, find_mark, record
from consult.services.translations.translation_matching import Passage, name_unit
from consult.services.translations.translation_payloads import Made, Maker, Unit, seal_made
from consult.vocabulary import ResponseState
from forms.intake import as_given

LONGEST_PASSAGE = 10_000

Spot = tuple[str, int]
"""A passage: its question, and where it starts in the original."""


@dataclass(frozen=True)
class Choices:
    """What was said besides what was typed.

    still_right: passages whose translation, made of other words, is right for those that stand now.
    discarded: by question and name, what is kept of words that are no longer there and is not needed.
    """

    still_right: frozenset[Spot] = frozenset()
    discarded: frozenset[tuple[str, str]] = frozenset()


NO_CHOICES = Choices()


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
    choices: Choices = NO_CHOICES,
) -> Work:
    """Keep what is translated so far, sealed; passages may stay empty. mark: of what was shown.

    What was made of other words than stand now, and is sent back as it was, stays of those other words.

    Returns: the work as it is then, to go on with.

    Raises: Conflict (C364) where the words or the translation were changed since, (C365) for a passage that
    is too long, (C205) once withdrawn; NotFound (C102) for what this viewer may not see; Locked. Nothing is
    kept then.
    """
    if any(len(text) > LONGEST_PASSAGE for text in texts.values()):
        raise Conflict("C365", longest=LONGEST_PASSAGE)
    key, today = _begin(session, viewer, response, work, mark, keys), find_day(now)
    after = []
    for one in work.texts:
        filled = _fill_all(one, texts, choices)
        made = _make(filled, maker)
        if made is None:
            after.append(one)
            continue
        row = _get_row(response, one, work.language)
        _keep(session, viewer, row, one, made, key=key, today=today)
        after.append(replace(filled, kept=row, made=made))
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
    _change_state(session, viewer, response, work, TranslationState.FINISHED, mark, keys)
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

    Raises: Conflict (C364), (C367) where it is not finished as it stands, (C388) for whoever made it;
    AccessDenied (C101) for anybody else than a reader of accounts; Locked.
    """
    _require_reader(viewer)
    if _is_maker(viewer, work):
        raise Conflict("C388")
    if work.state is not TranslationState.FINISHED:
        raise Conflict("C367")
    for row in _change_state(session, viewer, response, work, TranslationState.CHECKED, mark, keys):
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
    """A reader of accounts says that it is not ready; it is not quoted.

    Raises: Conflict (C364); AccessDenied (C101) for anybody else; Locked.
    """
    _require_reader(viewer)
    _change_state(session, viewer, response, work, TranslationState.BEGUN, mark, keys)
    record(session, viewer, "translation sent back", response.id, {"language": work.language}, now)


def _require_reader(viewer: Viewer) -> None:
    if not viewer.sees_accounts:
        raise AccessDenied("C101")


def _is_maker(viewer: Viewer, work: Work) -> bool:
    """Whether the viewer wrote in it. Who takes in what somebody outside wrote has not written it."""
    made = [(one.kept, one.made.makers) for one in work.texts if one.kept and one.made]
    own = {maker.staff_id for _, makers in made for maker in makers if maker.staff_id}
    last = {
        row.made_by_id for row, makers in made if {one.kind for one in makers} != {TranslatorKind.OUTSIDE}
    }
    return viewer.staff_id is not None and viewer.staff_id in own | last


def _begin(
    session: Session, viewer: Viewer, response: Response, work: Work, mark: str, keys: AccountKeys
) -> AccountKey:
    """The key to seal with, and nothing changed since by anybody until this transaction ends."""
    get_response(session, viewer, response.id)
    lock_name(session, f"translation:{response.id}")
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    key = get_account_key(response.id, keys)
    is_same = work.mark == mark == find_mark(session, response.id, work.language)
    if not work.is_ready or work.gap is not None or not is_same:
        raise Conflict("C364")
    return key


def _fill_all(one: ToTranslate, texts: Mapping[Spot, str], choices: Choices) -> ToTranslate:
    question_id = one.row.question_id
    passages = tuple(_fill(each, one, texts, choices) for each in one.passages)
    discarded = {each for each in one.shown if (question_id, name_unit(each)) in choices.discarded}
    left, shown = (tuple(each for each in some if each not in discarded) for some in (one.left, one.shown))
    return replace(one, passages=passages, left=left, shown=shown)


def _fill(passage: Passage, one: ToTranslate, texts: Mapping[Spot, str], choices: Choices) -> Passage:
    """With what was typed: of the words that stand now, unless it is what stood there for other words."""
    source = passage.source
    spot = (one.row.question_id, source.start)
    text = as_given(texts.get(spot, passage.text)).strip()
    is_untouched = text == passage.text and spot not in choices.still_right
    if is_untouched and (passage.unit is not None or not text):
        return passage
    if not text:
        return Passage(source)
    return Passage(source, text, unit=Unit(source.start, source.end, text, source.mark, one.without))


def _make(one: ToTranslate, maker: Maker) -> Made | None:
    """The answer's translation as it was filled in; None where that changes nothing."""
    units = tuple(each.unit for each in one.passages if each.unit is not None)
    before = one.made
    if before is None:
        return Made(TranslationState.BEGUN, units, (maker,), one.left)
    if one.kept and (one.kept.revision_id, before.units, before.left) == (
        one.row.revision_id,
        units,
        one.left,
    ):
        return None
    is_written = {(each.text, each.of) for each in units} - {
        (each.text, each.of) for each in (*before.units, *before.left)
    }
    makers = (*(each for each in before.makers if each != maker), maker) if is_written else before.makers
    return Made(TranslationState.BEGUN, units, makers, one.left)


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
    session: Session,
    viewer: Viewer,
    response: Response,
    work: Work,
    state: TranslationState,
    mark: str,
    keys: AccountKeys,
) -> list[Translation]:
    """Of what is checked nothing stays that belongs to other words: it is no longer needed."""
    key = _begin(session, viewer, response, work, mark, keys)
    rows = [(one.kept, one.made) for one in work.texts if one.kept and one.made]
    for row, made in rows:
        left = () if state is TranslationState.CHECKED else made.left
        seal_made(key, row, Made(state, made.units, made.makers, left))
        row.checked_on, row.checked_by_id = None, None
    session.flush()
    return [row for row, _ in rows]
