"""Whatever is locked, changed behind the site's back: noticed, never shown, at the desk and to the person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.engine import make_engine
from consult.models.key_store import KeyWrap
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.sealing.keys import AccountKey, new_account_key, unwrap_account_key
from consult.sealing.payloads import seal_json
from consult.sealing.places import place_of_coding
from consult.services.permissions.opening import open_reasons
from consult.vocabulary import Role, WrapKind
from tests.factories.giving import PASSPHRASE
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import RETURN, START, open_form, read_number, rewrite, tell, visit, write

FIRST, LAST, OTHER = "the first wording of it", "the last wording of it", "somebody else's words"
Change = Callable[[bytes], bytes]
CHANGES: dict[str, Change] = {
    "first byte": lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
    "middle": lambda sealed: sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
    "last byte": lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 128]),
    "cut short": lambda sealed: sealed[:-1],
    "cut to little": lambda sealed: sealed[:20],
    "emptied": lambda _: b"",
    "made longer": lambda sealed: sealed + b"\0",
}
each_change = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site, its form open, its experiences unlocked."""
    app = open_form(make_app, sessions)
    private = open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: unwrap_account_key(wrapped, private))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return app


@pytest.fixture
def wraps(app: Flask) -> Iterator[Session]:
    """A session on the key store, of somebody who can write to it."""
    engine = make_engine(app.config["KEYSTORE_URL"])
    with Session(engine) as session:
        yield session
    engine.dispose()


@dataclass(frozen=True)
class Told:
    """Two experiences; the first was written anew before it was sent."""

    app: Flask
    desk: FlaskClient
    number: str
    response_id: str
    other_id: str

    def read_own(self) -> tuple[int, str]:
        """What the person sees who comes back."""
        client = visit(self.app)
        page = client.post(f"{RETURN}/", data={"return_number": self.number}, follow_redirects=True)
        return page.status_code, page.text

    def read_at_desk(self) -> str:
        return self.desk.get(f"/desk/experiences/{self.response_id}").text

    def assert_noticed_by_the_person(self) -> None:
        status, page = self.read_own()
        assert status == 500 and "S001" in page and not is_shown(page)

    def assert_noticed_at_the_desk(self) -> None:
        page = self.read_at_desk()
        assert "S001" in page and not is_shown(page)


def is_shown(page: str) -> bool:
    return any(words in page for words in (FIRST, LAST, OTHER))


@pytest.fixture
def told(app: Flask, sign_in: SignIn, sessions: sessionmaker[Session]) -> Told:
    client = visit(app)
    write(client, FIRST)
    rewrite(client, LAST)
    client.post(f"{START}/check")
    number = read_number(client.get(f"{START}/number").text)
    with sessions() as session:
        response_id = session.scalars(select(Response.id)).one()
    tell(visit(app), OTHER)
    with sessions() as session:
        other_id = session.scalars(select(Response.id).where(Response.id != response_id)).one()
    return Told(app, sign_in(Role.ANALYST), number, response_id, other_id)


def get_answer(session: Session, response_id: str, question_id: str = "what_happened") -> Answer:
    wanted = (Answer.response_id == response_id, Answer.question_id == question_id)
    return session.scalars(select(Answer).where(*wanted)).one()


def test_nothing__changed__is_shown_to_both(told: Told) -> None:
    """The tests below can fail: without a change the last words are on both pages, and only they."""
    status, page = told.read_own()
    assert status == 200 and LAST in page and FIRST not in page
    assert LAST in told.read_at_desk() and "S001" not in told.read_at_desk()


@each_change
def test_answer__changed__is_noticed(told: Told, sessions: sessionmaker[Session], change: Change) -> None:
    with sessions.begin() as session:
        answer = get_answer(session, told.response_id)
        answer.sealed = change(answer.sealed or b"")
    told.assert_noticed_by_the_person()
    told.assert_noticed_at_the_desk()


@pytest.mark.parametrize("place", ["another question", "another account", "an earlier wording"])
def test_answer__with_sealed_words_from_elsewhere__is_noticed(
    told: Told, sessions: sessionmaker[Session], place: str
) -> None:
    with sessions.begin() as session:
        answer = get_answer(session, told.response_id)
        revisions = session.scalars(select(Revision).where(Revision.subject_id == answer.id)).all()
        [earlier] = [one for one in revisions if one.id != answer.head_revision_id]
        answer.sealed = {
            "another question": get_answer(session, told.response_id, "area").sealed,
            "another account": get_answer(session, told.other_id).sealed,
            "an earlier wording": earlier.sealed,
        }[place]
        assert answer.sealed
    told.assert_noticed_by_the_person()
    told.assert_noticed_at_the_desk()


def get_wrap(wraps: Session, response_id: str, kind: WrapKind) -> KeyWrap:
    return wraps.get_one(KeyWrap, (response_id, kind))


@each_change
def test_keys__changed__are_noticed(told: Told, wraps: Session, change: Change) -> None:
    for kind in (WrapKind.PERSON, WrapKind.PARTNERSHIP):
        wrap = get_wrap(wraps, told.response_id, kind)
        wrap.wrapped = change(wrap.wrapped)
    wraps.commit()
    told.assert_noticed_by_the_person()
    told.assert_noticed_at_the_desk()


def test_keys__of_another_account__open_nothing(told: Told, wraps: Session) -> None:
    for kind in (WrapKind.PERSON, WrapKind.PARTNERSHIP):
        own, other = get_wrap(wraps, told.response_id, kind), get_wrap(wraps, told.other_id, kind)
        own.wrapped, other.wrapped = other.wrapped, own.wrapped
    wraps.commit()
    told.assert_noticed_by_the_person()
    told.assert_noticed_at_the_desk()


def test_keys__of_the_person_and_the_partnership_exchanged__open_nothing(told: Told, wraps: Session) -> None:
    person = get_wrap(wraps, told.response_id, WrapKind.PERSON)
    partnership = get_wrap(wraps, told.response_id, WrapKind.PARTNERSHIP)
    person.wrapped, partnership.wrapped = partnership.wrapped, person.wrapped
    wraps.commit()
    told.assert_noticed_by_the_person()
    told.assert_noticed_at_the_desk()


def test_salt__changed__opens_nothing(told: Told, wraps: Session) -> None:
    wrap = get_wrap(wraps, told.response_id, WrapKind.PERSON)
    wrap.salt = bytes(len(wrap.salt or b""))
    wraps.commit()
    told.assert_noticed_by_the_person()


@each_change
def test_version__that_stands_beside_another_and_is_changed__is_noticed(
    app: Flask, sessions: sessionmaker[Session], change: Change
) -> None:
    client = visit(app)
    write(client, FIRST)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": LAST})
    assert FIRST in client.get(f"{START}/q/what_happened").text
    with sessions.begin() as session:
        for revision in session.scalars(select(Revision)):
            revision.sealed = change(revision.sealed or b"")
    page = client.get(f"{START}/q/what_happened")
    assert page.status_code == 500 and "S001" in page.text and not is_shown(page.text)


class OneKey:
    """Opens every account with one key."""

    def __init__(self) -> None:
        self.key = new_account_key()

    def open_key(self, response_id: str) -> AccountKey | None:  # noqa: ARG002 - every account's
        return AccountKey(self.key.reveal())


@pytest.mark.parametrize("change", [*CHANGES.values(), None], ids=[*CHANGES, "exchanged"])
def test_reason_of_a_tag__changed_or_of_another_tag__is_left_out(change: Change | None) -> None:
    opener = OneKey()
    sealed = [seal_json(opener.key, f"reason {id}", place_of_coding(id, "because")) for id in ("a", "b")]
    tags: list[Any] = [
        SimpleNamespace(coding_id=id, response_id="one", because_sealed=one)
        for id, one in zip("ab", sealed, strict=True)
    ]
    assert open_reasons(tags, opener) == {"a": "reason a", "b": "reason b"}

    tags[0].because_sealed = change(sealed[0]) if change else sealed[1]

    assert open_reasons(tags, opener) == {"b": "reason b"}
