"""Accounts given to translators, and translations of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.desk_kinds import RedactionState
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.models.translation_kinds import TranslatorKind
from consult.queries.viewer import Viewer, get_viewer, narrow
from consult.services.identifiers.redacting import Redaction
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.sealed_answers import seal_answer
from consult.services.translations.assigning import Wish, assign
from consult.services.translations.keeping_translations import confirm, finish, keep_translation
from consult.services.translations.translating import Work, open_work
from consult.services.translations.translation_payloads import Maker
from consult.vocabulary import Role
from tests.factories.numbering import NOW, TODAY, add, seeded_id
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, keep_check

UNTIL = date(2031, 3, 10)


def make_translator(session: Session, **values: Any) -> Staff:
    """Somebody whose only role is to translate."""
    return make_staff(session, Role.TRANSLATOR, **values)


def make_reader(session: Session) -> Viewer:
    """An analyst, who reads accounts."""
    return get_viewer(session, make_staff(session, Role.ANALYST).id)


def give(
    session: Session,
    account: Response,
    translator: Staff,
    keys: AccountKeys,
    *,
    language: str = "en",
    until_on: date = UNTIL,
    is_confirmed: bool = False,
) -> TranslationAssignment:
    """Assign an account that is checked for personal data."""
    wish = Wish(translator.id, language, until_on, is_confirmed)
    return assign(session, make_reader(session), account, wish, keys=keys, today=TODAY, now=NOW)


def view_as_translator(session: Session, given: TranslationAssignment, *, today: date = TODAY) -> Viewer:
    """The viewer that the translator is while they work on it."""
    return narrow(session, get_viewer(session, given.staff_id), given.id, today=today)


def translate(
    session: Session,
    viewer: Viewer,
    account: Response,
    texts: Mapping[tuple[str, int], str],
    keys: AccountKeys,
    *,
    language: str = "en",
    name: str = "Ana Marku",
) -> Work:
    """Keep these passages; returns the work as it is then."""
    work = open_work(session, viewer, account, language, keys=keys, now=NOW)
    given = {"mark": work.mark, "maker": Maker(name, TranslatorKind.STAFF), "keys": keys, "now": NOW}
    keep_translation(session, viewer, account, work, texts, **given)
    return open_work(session, viewer, account, language, keys=keys, now=NOW)


def translate_and_check(
    session: Session,
    viewer: Viewer,
    account: Response,
    texts: Mapping[tuple[str, int], str],
    keys: AccountKeys,
    *,
    language: str = "en",
) -> None:
    """Translate every passage, finish, and have a reader of accounts check it."""
    work = translate(session, viewer, account, texts, keys, language=language)
    finish(session, viewer, account, work, mark=work.mark, keys=keys, now=NOW)
    reader = make_reader(session)
    work = open_work(session, reader, account, language, keys=keys, now=NOW)
    confirm(session, reader, account, work, mark=work.mark, keys=keys, now=NOW)


def take_out(session: Session, account: Response, agent: UnlockedAgent, *parts: tuple[int, int]) -> None:
    """Keep that somebody checked it as it stands and took out a name in each of these places of `change`."""
    key = agent.open_key(account.id)
    assert key
    taken_out = [Redaction("change", "person", *part, RedactionState.CONFIRMED) for part in parts]
    keep_check(session, account, key, *taken_out)


def amend(session: Session, account: Response, agent: UnlockedAgent, words: str) -> None:
    """As the person does: another revision is the head."""
    answer = session.scalars(select(Answer).where(Answer.response_id == account.id)).one()
    revision = Revision(
        id=seeded_id(f"amended:{words}", 1), subject_kind="answer", subject_id=answer.id, at=None
    )
    key = agent.open_key(account.id)
    assert key
    revision.sealed = seal_answer(key, words, answer.id, revision.id)
    revision.parent_id = answer.head_revision_id
    add(session, revision)
    answer.head_revision_id, answer.sealed = revision.id, revision.sealed
    session.flush()
