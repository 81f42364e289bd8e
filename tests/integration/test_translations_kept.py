"""Translations live and die with the experience's key: through rotation, backup, restore and withdrawal."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.models.translation import Translation
from consult.queries.responses import select_response
from consult.sealing.key_files import open_keys
from consult.services.keys.key_keeping import AccountKeys, KeyStore, StoredKeys
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.reading import read_answers
from consult.services.translations.finding_translations import find_translations
from consult.vocabulary import Purpose, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.giving import PASSPHRASE as OF_THE_SITE
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UnlockedAgent, keep_check, keep_wraps, make_sealed_account
from tests.factories.translating import (
    give,
    make_reader,
    make_translator,
    translate_and_check,
    view_as_translator,
)
from tests.integration.key_commands import PASSPHRASE, Keys
from tests.integration.saved_installation import QUESTION
from tests.integration.test_cli_backup import Bench, bench
from tests.integration.test_cli_key_rotation import BEA, path

__all__ = ["bench", "path"]
TOLD, SAID = "Vi väntade länge på skolan.", "We waited long for the school."


def translate_all(session: Session, account: Response, question_id: str, keys: AccountKeys) -> None:
    """Give it to a translator, translate it whole, and check it."""
    viewer = view_as_translator(session, give(session, account, make_translator(session), keys))
    translate_and_check(session, viewer, account, {(question_id, 0): SAID}, keys)


def list_quotable(session: Session, response_id: str, keys: AccountKeys) -> list[str]:
    """What stands under the whole of each answer."""
    reader = make_reader(session)
    reading = read_answers(
        session,
        reader,
        select_response(reader, response_id),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id="page",
        keys=keys,
        now=NOW,
    )
    found = find_translations(session, reading.rows, keys)
    quoted = [each.quote(0, len(TOLD)) for one in found.values() for each in one]
    return [one.text for one in quoted if one]


class Source:
    """Opens with a passphrase what is locked for the keys of a file."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.unwrap = open_keys(path, passphrase).unwrap

    def is_unlocked(self) -> bool:
        return True


@pytest.mark.usefixtures("agents")
def test_translation__after_a_rotation__opens_with_the_new_key(
    keys: Keys, path: Path, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    agent = UnlockedAgent(open_keys(path, PASSPHRASE).current)
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session))
        made = make_sealed_account(session, version, {"change": TOLD}, agent, language="fr")
        translate_all(session, made, "change", agent)
        response_id = made.id
    keep_wraps(sqlite_store, agent)
    assert keys("rotate", typed=BEA) == 0
    with sessions() as session:
        opened = StoredKeys(sqlite_store, Source(path, PASSPHRASE))
        assert list_quotable(session, response_id, opened) == [SAID]


def test_translation__backed_up_withdrawn_and_restored__opens_only_where_it_was_not_withdrawn(
    bench: Bench, tmp_path: Path
) -> None:
    kept, gone = bench.site.tell(TOLD), bench.site.tell(TOLD)

    def open_keys_of(store: KeyStore) -> StoredKeys:
        return StoredKeys(store, Source(Path(bench.site.settings["KEY_FILE"]), OF_THE_SITE))

    def prepare(session: Session, store: KeyStore) -> None:
        for told in (kept, gone):
            account, key = session.get_one(Response, told.id), open_keys_of(store).open_key(told.id)
            assert key
            give_consent(session, account.id, {Purpose.ANALYSE: True}, given_on=TODAY)
            keep_check(session, account, key)
            translate_all(session, account, QUESTION, open_keys_of(store))

    def look(session: Session, store: KeyStore) -> dict[str, list[str]]:
        ids = session.scalars(select(Response.id)).all()
        return {id: list_quotable(session, id, open_keys_of(store)) for id in ids}

    bench.site.work(prepare)
    assert bench.site.work(look, commits=False) == {kept.id: [SAID], gone.id: [SAID]}
    file = bench.back_up(tmp_path / "out" / "monday")
    bench.site.withdraw(gone)
    bench.restore(file)
    assert bench.site.work(look, commits=False) == {kept.id: [SAID], gone.id: []}
    rows = bench.site.work(lambda session, _: session.scalars(select(Translation.response_id)).all())
    assert rows == [kept.id]
