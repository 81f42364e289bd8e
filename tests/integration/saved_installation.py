"""An installation on SQLite with experiences in it: told, withdrawn, and opened in both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.engine import make_engine
from consult.models.response import Response
from consult.sealing.codenames import Codename, new_codename, reopen, stretch_codename
from consult.sealing.key_files import open_keys, read_public_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import (
    OpenedAccount,
    find_account_salt,
    forget_draft,
    open_unsent,
    reopen_account,
    send_account,
)
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore, StoredKeys, opened_key_store
from consult.services.returns.answering import list_own_answers
from consult.vocabulary import ResponseState
from tests.factories.giving import PASSPHRASE, begin_telling
from tests.factories.numbering import NOW, TODAY

QUESTION = "what_happened"


Finish = Callable[[Session, OpenedAccount], bytes | None]


def by_oneself(_session: Session, _opened: OpenedAccount) -> None:
    """Nothing more belongs to sending it."""


@dataclass
class Told:
    """One experience that was sent: its id, its number, and the words."""

    id: str
    number: Codename
    words: str


@dataclass
class Installation:
    """Works on whatever files are in place at the moment, with no connection kept."""

    settings: Mapping[str, Any]

    def work(self, act: Callable[[Session, KeyStore], Any], *, commits: bool = True) -> Any:
        """Do something in one transaction."""
        engine = make_engine(self.settings["DATABASE_URL"])
        try:
            with opened_key_store(self.settings["KEYSTORE_URL"]) as store, Session(engine) as session:
                done = act(session, store)
                if commits:
                    session.commit()
                return done
        finally:
            engine.dispose()

    def tell(self, words: str, finish: Finish = by_oneself) -> Told:
        """Somebody tells and sends; finish: as in send_account, for what was told through a group."""
        number = new_codename()
        salt = read_secret_salt(Path(self.settings["SALT_FILE"]))
        stretched = stretch_codename(number, salt, cost=MINIMAL)
        public_key = read_public_key(Path(self.settings["KEY_FILE"]))

        def act(session: Session, store: KeyStore) -> str:
            begun = begin_telling(session, store, {QUESTION: words, "area": "coast"})
            opened = open_unsent(session, store, begun.response.id, begun.draft_key)
            definition = read_definition(begun.response.questionnaire_version)
            given: dict[str, Any] = {"number": stretched, "public_key": public_key}
            given["finish"] = partial(finish, session, opened)
            send_account(session, store, opened, definition, {}, **given, today=TODAY, now=NOW)
            return begun.response.id

        response_id: str = self.work(act)
        self.work(lambda _, store: forget_draft(store, response_id))
        return Told(response_id, number, words)

    def withdraw(self, told: Told, now: datetime = NOW) -> None:
        """They withdraw it."""
        self.work(
            lambda session, store: withdraw(
                session, session.get_one(Response, told.id), store=store, actor="public", now=now
            )
        )

    def with_number(self, told: Told, act: Callable[[Session, OpenedAccount], Any]) -> Any:
        """Come back with its number and do something; None where it opens nothing."""
        return self.with_number_and_keys(told, lambda session, _, opened: act(session, opened))

    def with_number_and_keys(self, told: Told, act: Callable[[Session, KeyStore, OpenedAccount], Any]) -> Any:
        """The same with the key store, which stays open until all is kept."""
        salt = read_secret_salt(Path(self.settings["SALT_FILE"]))

        def come_back(session: Session, store: KeyStore) -> Any:
            found = reopen(told.number, salt, lambda at: find_account_salt(session, store, at), cost=MINIMAL)
            try:
                opened = reopen_account(session, store, found)
            except NotFound:
                return None
            return act(session, store, opened)

        return self.work(come_back)

    def open_with_number(self, told: Told) -> str:
        """What its number opens now; nothing where it opens nothing."""

        def look(session: Session, opened: OpenedAccount) -> str:
            own = list_own_answers(session, opened.response, opened.key)
            return next((str(one.value) for one in own if one.question_id == QUESTION), "")

        return self.with_number(told, look) or ""

    def open_at_desk(self) -> dict[str, str]:
        """The words of every sent experience, as the staff area opens it; nothing where it cannot."""
        ring = open_keys(Path(self.settings["KEY_FILE"]), PASSPHRASE)

        class Source:
            unwrap = staticmethod(ring.unwrap)
            is_unlocked = staticmethod(lambda: True)

        def act(session: Session, store: KeyStore) -> dict[str, str]:
            keys, found = StoredKeys(store, Source()), {}
            for response in session.query(Response).where(Response.state == ResponseState.SUBMITTED):
                key = keys.open_key(response.id)
                own = list_own_answers(session, response, key) if key else []
                found[response.id] = next((str(one.value) for one in own if one.question_id == QUESTION), "")
            return found

        return dict(self.work(act, commits=False))

    def list_states(self) -> dict[str, str]:
        """The state of each experience."""
        return dict(
            self.work(
                lambda session, _: {one.id: one.state.value for one in session.query(Response)}, commits=False
            )
        )
