"""Translations for whoever has read the answers that they are of: only what may be quoted as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.readings import AnswerText
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslationState
from consult.sealing.payloads import SealingKey, open_json
from consult.services.identifiers.redacting import Kept, find_checked_redactions, list_of_question
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener
from consult.services.returns.answering import OwnAnswer
from consult.services.translations.translation_payloads import Maker, Source, Unit, cut, place_of, read_made
from consult.vocabulary import Bucket


@dataclass(frozen=True)
class Translated:
    """A quoted part in another language: the whole passages [start, end) of the original that it touches.

    Where they reach beyond the part quoted, look whether the person allows that too.
    """

    start: int
    end: int
    text: str = field(repr=False)
    language: str
    makers: tuple[Maker, ...]
    made_on: date


@dataclass(frozen=True)
class CheckedTranslation:
    """One answer in one language, every passage of it as a person checked it."""

    language: str
    units: tuple[Unit, ...] = field(repr=False)
    makers: tuple[Maker, ...]
    made_on: date

    def quote(self, start: int, end: int) -> Translated | None:
        """The passages that overlap [start, end) of the original; None where there are none."""
        units = [one for one in self.units if one.start < end and start < one.end]
        if not units:
            return None
        text = " ".join(one.text for one in units)
        return Translated(units[0].start, units[-1].end, text, self.language, self.makers, self.made_on)


def find_translations(
    session: Session, rows: Iterable[AnswerText], keys: AccountKeys | None
) -> dict[tuple[str, str], Sequence[CheckedTranslation]]:
    """The translations of these answers that may be quoted, by response and question; in order of language.

    Left out are those that are not checked, are of an earlier wording, were made before what is taken out of
    the answer was changed, or cannot be opened now. rows: from permissions/reading.py.
    """
    accounts = {(row.response_id, row.question_id): row for row in rows if row.respondent.is_account}
    ids = {response_id for response_id, _ in accounts}
    kept = _list_kept(session, ids)
    checked = find_checked_redactions(session, ids, keys) if kept else {}
    opener = Opener(session, ids, keys)
    found: dict[tuple[str, str], list[CheckedTranslation]] = {}
    for one in kept:
        row, taken_out = accounts.get((one.response_id, one.question_id)), checked.get(one.response_id)
        if row is None or taken_out is None or one.revision_id != row.revision_id:
            continue
        made = _open(opener, one, row, taken_out)
        if made is not None:
            found.setdefault((one.response_id, one.question_id), []).append(made)
    return {place: tuple(translations) for place, translations in found.items()}


def _list_kept(session: Session, response_ids: Iterable[str]) -> Sequence[Translation]:
    theirs = (Translation.response_id.in_(response_ids), Translation.state == TranslationState.CHECKED)
    return session.scalars(
        select(Translation).where(*theirs).order_by(Translation.language, Translation.id)
    ).all()


def find_own_translations(
    session: Session, response_id: str, own: Iterable[OwnAnswer], taken_out: Kept | None, key: SealingKey
) -> dict[str, Sequence[CheckedTranslation]]:
    """The same of one account with its own key, by question. taken_out: of it, where that was checked."""
    texts = {one.question_id: one for one in own if isinstance(one.value, str)}
    found: dict[str, list[CheckedTranslation]] = {}
    for one in _list_kept(session, [response_id]) if taken_out else ():
        given = texts.get(one.question_id)
        if given is None or taken_out is None or one.revision_id != given.revision_id:
            continue
        sources = cut(given.value, list_of_question(taken_out, one.question_id))
        made = _read(one, open_json(key, one.sealed, place_of(one)), sources)
        if made is not None:
            found.setdefault(one.question_id, []).append(made)
    return {question_id: tuple(translations) for question_id, translations in found.items()}


def _open(opener: Opener, one: Translation, row: AnswerText, taken_out: Kept) -> CheckedTranslation | None:
    body = opener.open_payload(one.response_id, one.sealed, place_of(one))
    if isinstance(body, Bucket):
        return None
    return _read(one, body, cut(row.text, list_of_question(taken_out, row.question_id)))


def _read(one: Translation, body: Mapping[str, Any], sources: Iterable[Source]) -> CheckedTranslation | None:
    made = read_made(body)
    is_of_these = {(unit.start, unit.end): unit.of for unit in made.units} == {
        (source.start, source.end): source.mark for source in sources
    }
    if made.state is not TranslationState.CHECKED or not is_of_these:
        return None
    return CheckedTranslation(one.language, made.units, made.makers, one.made_on)
