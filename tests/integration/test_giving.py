"""What is left of an experience at rest: no words, no sender, nothing after it was withdrawn."""

import base64
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict, NotFound
from consult.models.audit import AuditEntry
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.codenames import Codename, StretchedCodename, reopen, stretch_codename
from consult.sealing.errors import SealBroken
from consult.sealing.keys import new_draft_key, new_partnership_key
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import (
    BegunAccount,
    OpenedAccount,
    draw_number,
    find_account_salt,
    open_unsent,
    reopen_account,
    send_account,
)
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.answering import list_own_answers, save_answer
from consult.vocabulary import ResponseState, WrapKind
from forms.definitions import Questionnaire as Definition
from tests.factories.giving import begin_telling
from tests.factories.numbering import NOW, TODAY
from tests.integration.conftest import MakeApp
from tests.integration.teller import ADDRESS, AGENT, MARK, RETURN, open_form, tell, visit, write

pytestmark = pytest.mark.portable


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def test_account__sent__keeps_in_clear_only_what_the_rule_allows(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    tell(visit(app))

    with sessions.begin() as session:
        [account] = session.scalars(select(Response))
        assert (account.started_at, account.submitted_at, account.organisation_name) == (None, None, "")
        assert (account.place_band, account.language) == ("coast", "en")
        assert {answer.value for answer in session.scalars(select(Answer))} == {None}
        revisions = session.scalars(select(Revision)).all()
        assert revisions and {(one.body, one.at, one.author_name) for one in revisions} == {(None, None, "")}
        assert session.scalars(select(AuditEntry)).all() == []


def test_words_and_sender__searched_in_every_file__are_nowhere(
    app: Flask, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tell(visit(app))
    write(visit(app), f"draft {MARK}")

    logged = capfd.readouterr()
    kept = [path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    kept += [logged.out.encode(), logged.err.encode()]

    assert len(kept) > 4
    for mark in (MARK, "MARKEDTEXT", AGENT, ADDRESS, "marked-referrer"):
        for form in list_forms(mark):
            assert not any(form in content for content in kept), mark


def list_forms(mark: str) -> list[bytes]:
    """The mark as bytes: UTF-8, UTF-16, escaped, and base64 at each of its three places."""
    plain = mark.encode()
    shifted = [base64.b64encode(b"." * place + plain)[4:-4] for place in range(3)]
    escaped = mark.encode("unicode_escape")
    return [
        plain,
        mark.encode("utf-16-le"),
        mark.encode("utf-16-be"),
        escaped,
        plain.hex().encode(),
        *shifted,
    ]


def test_search__of_words_kept_in_clear__finds_them(tmp_path: Path) -> None:
    """The test above can fail: the forms it looks for are those that the words take."""
    for place in range(3):
        encoded = base64.b64encode(b"x" * (30 + place) + MARK.encode() + b"tail")
        assert any(form in encoded for form in list_forms(MARK))


def test_withdrawn__looked_for__is_gone_with_its_key(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    number = tell(visit(app))
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})

    gone = client.post(f"{RETURN}/withdraw")

    assert gone.status_code == 200 and MARK not in gone.text
    assert visit(app).post(f"{RETURN}/", data={"return_number": number}).status_code == 422
    with sessions.begin() as session:
        for table in (Answer, Revision):
            assert session.scalars(select(table)).all() == []
        [left] = session.scalars(select(Response))
        assert (sqlite_store.list_kept(), sqlite_store.list_destroyed()) == ([], [left.id])
        assert (left.state, left.place_band) == (ResponseState.WITHDRAWN, "")
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.at.time()) == ("account withdrawn", time()), "the day and no instant"


@pytest.mark.parametrize(
    "spoil", [lambda sealed: sealed[:-1], lambda sealed: sealed[:30] + b"\0" + sealed[31:]]
)
def test_sealed_words__tampered_with__are_noticed_and_not_shown(
    app: Flask,
    sessions: sessionmaker[Session],
    spoil,  # type: ignore[no-untyped-def]
) -> None:
    number = tell(visit(app))
    with sessions.begin() as session:
        for answer in session.scalars(select(Answer)):
            answer.sealed = spoil(answer.sealed)

    page = visit(app).post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True)

    assert page.status_code == 500 and "S001" in page.text and MARK not in page.text


def test_sealed_words__of_two_accounts_exchanged__open_in_neither(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    numbers = [tell(visit(app)), tell(visit(app), "other words")]
    with sessions.begin() as session:
        one, other = session.scalars(select(Answer).where(Answer.question_id == "what_happened"))
        one.sealed, other.sealed = other.sealed, one.sealed

    for number in numbers:
        page = visit(app).post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True)
        assert page.status_code == 500 and MARK not in page.text and "other words" not in page.text


def test_keys__of_two_accounts__are_each_opened_with_a_salt_of_their_own(
    app: Flask, sqlite_store: KeyStore
) -> None:
    for words in ("one", "another"):
        tell(visit(app), words)

    wraps = [
        sqlite_store.find(id, WrapKind.PERSON) for id in {one.response_id for one in sqlite_store.list_kept()}
    ]
    salts = [wrap.salt for wrap in wraps if wrap]
    assert len(salts) == 2 == len(set(salts)) and all(salts)


SALT = bytes(range(32))


def begin(session: Session, store: KeyStore) -> tuple[BegunAccount, Definition]:
    """One that is begun and has words, on either database."""
    begun = begin_telling(session, store, {"what_happened": MARK, "area": "coast"})
    return begun, read_definition(begun.response.questionnaire_version)


def send(
    session: Session, store: KeyStore, begun: BegunAccount, definition: Definition, number: Codename
) -> bool:
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    public_key = new_partnership_key().public_key
    given: Any = {"public_key": public_key, "today": TODAY, "now": NOW}
    return send_account(session, store, opened, definition, {}, number=stretched(number), **given)


def stretched(number: Codename) -> StretchedCodename:
    return stretch_codename(number, SALT, cost=MINIMAL)


def come_back(session: Session, store: KeyStore, number: Codename) -> OpenedAccount:
    reopening = reopen(number, SALT, lambda lookup: find_account_salt(session, store, lookup), cost=MINIMAL)
    return reopen_account(session, store, reopening)


def test_account__sent__opens_with_its_number_and_no_more_with_the_draft_key(
    session: Session, store: KeyStore
) -> None:
    (begun, definition), number = begin(session, store), draw_number()

    assert send(session, store, begun, definition, number)

    opened = come_back(session, store, number)
    words = {own.question_id: own.value for own in list_own_answers(session, opened.response, opened.key)}
    assert words == {"what_happened": MARK, "area": "coast"}
    with pytest.raises(NotFound, match="C207"):
        open_unsent(session, store, begun.response.id, begun.draft_key)


@pytest.mark.portable(False)
def test_account__sent_at_once_from_two_places__keeps_the_first_number(
    session: Session, store: KeyStore
) -> None:
    (begun, definition), number = begin(session, store), draw_number()
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    send(session, store, begun, definition, number)

    given: Any = {"public_key": new_partnership_key().public_key, "today": TODAY, "now": NOW}
    late = send_account(session, store, opened, definition, {}, number=stretched(draw_number()), **given)

    assert late is False
    assert come_back(session, store, number).response is begun.response


def test_account__opened_with_another_key_or_number__stays_closed(session: Session, store: KeyStore) -> None:
    begun, _ = begin(session, store)

    with pytest.raises(SealBroken):
        open_unsent(session, store, begun.response.id, new_draft_key())
    with pytest.raises(NotFound, match="C207"):
        come_back(session, store, draw_number())


def test_account__lacking_a_required_answer__is_not_sent(session: Session, store: KeyStore) -> None:
    begun, definition = begin(session, store)
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    [head] = [
        one.revision_id
        for one in list_own_answers(session, opened.response, opened.key)
        if one.question_id == "what_happened"
    ]
    save_answer(
        session,
        opened.response,
        "what_happened",
        None,
        language="ar",
        parent_id=head,
        now=NOW,
        key=opened.key,
    )

    with pytest.raises(Conflict, match="C202"):
        send(session, store, begun, definition, draw_number())
    assert begun.response.state is ResponseState.IN_PROGRESS


def test_area__that_is_no_part_of_the_region__is_not_kept_in_clear(session: Session, store: KeyStore) -> None:
    begun, definition = begin(session, store)
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    [head] = [
        one.revision_id
        for one in list_own_answers(session, opened.response, opened.key)
        if one.question_id == "area"
    ]
    save_answer(
        session, opened.response, "area", "not_said", language="ar", parent_id=head, now=NOW, key=opened.key
    )

    send(session, store, begun, definition, draw_number())

    assert begun.response.place_band == ""


def test_account__refused_as_it_is_sent__leaves_no_key_but_its_drafts(
    session: Session, store: KeyStore
) -> None:
    begun, definition = begin(session, store)
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)

    def refuse() -> bytes | None:
        raise Conflict("C353")

    given: Any = {"public_key": new_partnership_key().public_key, "today": TODAY, "now": NOW}
    with pytest.raises(Conflict, match="C353"):
        send_account(
            session, store, opened, definition, {}, number=stretched(draw_number()), finish=refuse, **given
        )

    assert [one.kind for one in store.list_kept()] == [WrapKind.DRAFT]
