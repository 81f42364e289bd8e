"""Take in a copy that an outside translator filled in, as a finished translation that a person still checks.

Rows are known by number and the copy's id, and have to say what was given out: of another file, another
wording or a changed original nothing is taken in.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import Conflict, ImportRefused
from consult.models.copies import AccountCopy
from consult.models.response import Response
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.queries.viewer import Viewer
from consult.sealing.payloads import open_json
from consult.sealing.places import place_of_copy
from consult.services.concerns.answering_for_readers import require_not_named
from consult.services.concerns.name_matching import Reader
from consult.services.copies.copy_reading import FilledCopy, squeeze
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import get_account_key
from consult.services.translations.keeping_translations import Choices, Spot, finish, keep_translation
from consult.services.translations.translating import Work, open_work
from consult.services.translations.translation_payloads import Maker


def take_back(
    session: Session,
    viewer: Viewer,
    response: Response,
    filled: FilledCopy,
    *,
    keys: AccountKeys,
    now: datetime,
) -> str:
    """Keep what an outside translator wrote; returns the language. Nothing of it is quoted before a check.

    Raises: ImportRefused (C378) for another file, (C379) naming rows that are not right; Conflict (C380)
    where the wording changed since, (C370) where somebody else's translation is there, (C372) where the
    person has named the translator since, (C376) where it may not be read now, (C365); Locked.
    """
    copy = session.get(AccountCopy, filled.copy_id)
    if copy is None or copy.response_id != response.id or not copy.language:
        raise ImportRefused("C378")
    holder = copy.file
    reader = Reader(holder.holder_name, holder.holder_address)
    require_not_named(session, response.id, reader, is_confirmed=True, keys=keys)
    maker = Maker(holder.holder_name, TranslatorKind.OUTSIDE)
    work = open_work(session, viewer, response, copy.language, keys=keys, now=now)
    _check_work(work, maker)
    key = get_account_key(response.id, keys)
    rows = _match(work, open_json(key, copy.sealed, place_of_copy(copy.id)))
    texts = _read_texts(rows, filled)
    given: dict[str, Any] = {"keys": keys, "now": now}
    choices = Choices(still_right=frozenset(texts))  # the copy has the wording that stands
    kept = keep_translation(
        session, viewer, response, work, texts, mark=work.mark, maker=maker, choices=choices, **given
    )
    finish(session, viewer, response, kept, mark=kept.mark, **given)
    return copy.language


def _check_work(work: Work, maker: Maker) -> None:
    if work.gap is not None or not work.is_ready:
        raise Conflict("C376" if work.gap is not None else "C380")
    makers = {one for text in work.texts if text.made for one in text.made.makers}
    if makers - {maker} or work.state is TranslationState.CHECKED:
        raise Conflict("C370")


def _match(work: Work, kept: Sequence[Sequence[Any]]) -> dict[int, tuple[Spot, str]]:
    """By number, each passage's place and words as they stand. Raises: Conflict (C380) where they changed."""
    stands = {
        (text.row.question_id, one.source.start, one.source.end, one.source.mark): one.source.words
        for text in work.texts
        for one in text.passages
    }
    places = {number: tuple(place) for number, *place in kept}
    if set(places.values()) != set(stands):
        raise Conflict("C380")
    return {number: ((place[0], place[1]), stands[place]) for number, place in places.items()}


def _read_texts(rows: Mapping[int, tuple[Spot, str]], filled: FilledCopy) -> dict[Spot, str]:
    wrong = {*filled.doubled, *(set(rows) ^ set(filled.rows))}
    for number in set(rows) & set(filled.rows):
        row, words = filled.rows[number], rows[number][1]
        if squeeze(row.original) != squeeze(words) or not row.translation:
            wrong.add(number)
    if wrong:
        raise ImportRefused("C379", numbers=_say(wrong))
    return {spot: filled.rows[number].translation for number, (spot, _) in rows.items()}


def _say(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))
