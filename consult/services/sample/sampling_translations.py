"""The demonstration's fictional translations, one checked and one begun, by its fictional translator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from consult.models.staff import Staff
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.queries.viewer import get_viewer, narrow
from consult.sealing.keys import AccountKey
from consult.services.days import find_day
from consult.services.experiences.giving import OpenedAccount
from consult.services.sample.sampling_region import SAMPLE, read_toml
from consult.services.translations.assigning import Wish, assign, list_translators
from consult.services.translations.keeping_translations import Spot, confirm, finish, keep_translation
from consult.services.translations.translating import Work, open_work
from consult.services.translations.translation_payloads import Maker


@dataclass(frozen=True)
class OneKey:
    """The key of the one account that is open now, for those who take keys of any."""

    opened: OpenedAccount

    def open_key(self, response_id: str) -> AccountKey | None:
        """A copy, which may be forgotten; None of any other account."""
        return AccountKey(self.opened.key.reveal()) if response_id == self.opened.response.id else None


class _Common(TypedDict):
    """What every use case here is given."""

    keys: OneKey
    now: datetime


def load_translation(
    session: Session, opened: OpenedAccount, account_id: str, checker: str | None, *, now: datetime
) -> None:
    """Give a checked experience to the translator and keep its translation, where the sample has one."""
    found = read_toml(SAMPLE / "translations.toml")["translations"]
    told = next((one for one in found if one["account_id"] == account_id), None)
    translators = list_translators(session)
    if told is not None and checker is not None and translators:
        _load(session, opened, told, translators[0], checker, now)


def _load(
    session: Session,
    opened: OpenedAccount,
    told: Mapping[str, Any],
    translator: Staff,
    checker: str,
    now: datetime,
) -> None:
    keys, today, reader = OneKey(opened), find_day(now), get_viewer(session, checker)
    wish = Wish(translator.id, told["into"], today + timedelta(days=told["days"]))
    given = assign(session, reader, opened.response, wish, keys=keys, today=today, now=now)
    viewer = narrow(session, get_viewer(session, translator.id), given.id, today=today)
    work = open_work(session, viewer, opened.response, told["into"], keys=keys, now=now)
    maker = Maker(translator.name, TranslatorKind.STAFF)
    texts, common = _place(work, told["passages"]), _Common(keys=keys, now=now)
    work = keep_translation(
        session, viewer, opened.response, work, texts, mark=work.mark, maker=maker, **common
    )
    if told["state"] == TranslationState.CHECKED:
        finish(session, viewer, opened.response, work, mark=work.mark, **common)
        work = open_work(session, reader, opened.response, told["into"], **common)
        confirm(session, reader, opened.response, work, mark=work.mark, **common)


def _place(work: Work, passages: Mapping[str, Sequence[str]]) -> dict[Spot, str]:
    """The sample's passages by where they stand in the original."""
    return {
        (text.row.question_id, passage.source.start): words
        for text in work.texts
        for passage, words in zip(text.passages, passages.get(text.row.question_id, ()), strict=False)
    }
