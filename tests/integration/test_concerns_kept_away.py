"""Pages of a concern never open to whoever the person named, also when the experience is gone."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from consult.models.concern import Concern
from consult.models.response import Response
from consult.models.staff import Staff
from consult.sealing.key_files import open_private_key
from consult.services.auditing import PUBLIC
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent
from tests.integration import test_desk_translations
from tests.integration.conftest import SignIn
from tests.integration.other_writer import OtherWriter
from tests.integration.test_concerns import INDEX, fill
from tests.integration.test_desk_translations import Desk, name_kept_away

app, desk = test_desk_translations.app, test_desk_translations.desk
LIST, WHY, READS, REFUSED = "Sara Lindqvist, my husband's cousin", "MARKEDCONCERN", (200, True), (403, False)
NEUTRAL = "Somebody else on the staff has to read this one."


@pytest.fixture
def agent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """It has the key of the site, for which a concern is locked."""
    agent = UnlockedAgent(open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE))
    agent.stand_in(monkeypatch)
    return agent


@dataclass
class Raised:
    """A concern about the experience at the desk, raised by Ada, and two managers; Sara is named."""

    desk: Desk
    agent: UnlockedAgent
    store: KeyStore
    sara: FlaskClient
    ruth: FlaskClient
    address: str = ""

    def raise_one(self) -> None:
        sent = fill(self.desk.sessions, reason=WHY)
        assert self.desk.reader.post(f"{INDEX}{self.desk.response_id}/concern", data=sent).status_code == 302
        with self.desk.sessions() as session:
            [id] = [one for one in session.scalars(select(Concern.id)) if one not in self.address]
        self.address = f"{INDEX}concerns/{id}"

    def withdraw(self) -> None:
        with self.desk.sessions.begin() as session:
            account = session.get_one(Response, self.desk.response_id)
            withdraw(session, account, actor=PUBLIC, now=NOW, store=self.store)
        self.agent.wraps.clear()

    def look(self, client: FlaskClient) -> tuple[int, bool]:
        answer = client.get(self.address)
        return answer.status_code, WHY in answer.text

    def fill(self, lead: str) -> dict[str, str]:
        with self.desk.sessions() as session:
            lead_id = session.scalars(select(Staff.id).where(Staff.name == lead)).one()
            version = str(session.scalars(select(Concern.version)).one())
        return fill(self.desk.sessions, reason=WHY, lead_id=lead_id, version=version)


@pytest.fixture
def raised(desk: Desk, agent: UnlockedAgent, sqlite_store: KeyStore, sign_in: SignIn) -> Raised:
    """Raised while the list, which names Sara, was locked."""
    people = (sign_in(Role.MANAGER, name=name) for name in ("Sara Lindqvist", "Ruth Baker"))
    raised = Raised(desk, agent, sqlite_store, *people)
    name_kept_away(desk, agent, LIST)
    agent.lock()
    raised.raise_one()
    agent.is_locked = False
    return raised


def list_pages(app: Flask, address: str) -> list[tuple[str, str]]:
    """Every address that names a concern, with each method."""
    return [
        (route.rule.replace("<concern_id>", address.rpartition("/")[2]), method)
        for route in app.url_map.iter_rules()
        for method in sorted({"GET", "POST"} & (route.methods or set()))
        if "concern_id" in route.arguments
    ]


def test_named_manager__at_each_page_of_a_concern_after_the_withdrawal__is_refused_in_neutral_words(
    app: Flask, raised: Raised
) -> None:
    raised.agent.lock()
    assert raised.look(raised.sara) == raised.look(raised.ruth) == (200, False)
    raised.agent.is_locked = False
    assert raised.look(raised.ruth) == READS
    raised.withdraw()
    pages = list_pages(app, raised.address)
    assert len(pages) >= 2
    for path, method in pages:
        answer = raised.sara.open(path, method=method, data=raised.fill("Ada") if method == "POST" else None)
        assert (answer.status_code, NEUTRAL in answer.text) == (403, True), (path, method)
        assert WHY not in answer.text and "cousin" not in answer.text
    assert raised.look(raised.ruth) == raised.look(raised.desk.reader) == READS
    assert raised.desk.list_actions().count("concern left to another reader") == len(pages)


@pytest.mark.parametrize("visit", ["concerns/", "{id}/withdraw"])
def test_concern__raised_while_locked__learns_the_list_at_the_first_unlocked_visit(
    raised: Raised, visit: str
) -> None:
    raised.sara.get(INDEX + visit.format(id=raised.desk.response_id))
    learned = raised.address
    raised.raise_one()  # which is unlocked now, and knows at once
    raised.withdraw()
    assert (raised.look(raised.sara), raised.look(raised.ruth)) == (REFUSED, READS)
    raised.address = learned
    assert (raised.look(raised.sara), raised.look(raised.ruth)) == (REFUSED, READS)


def test_lists__while_they_are_opened__keep_nobody_waiting(
    raised: Raised, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = OtherWriter(sqlite_url, monkeypatch)
    other.write_during("consult.sealing.agent_client.AgentClient.unwrap")
    raised.ruth.get(f"{INDEX}concerns/")
    assert len(other.met) >= 2 and set(other.met) == {"written"}
    raised.withdraw()
    assert raised.look(raised.ruth) == READS


def test_concern__whose_list_was_never_known__opens_only_to_whoever_raised_it_and_they_lead(
    raised: Raised,
) -> None:
    raised.withdraw()
    ada = raised.desk.reader
    assert (raised.look(raised.sara), raised.look(raised.ruth)) == (REFUSED, REFUSED)
    assert "only whoever raised it" in raised.ruth.get(raised.address).text
    assert raised.look(ada) == READS and "Ruth Baker" not in ada.get(raised.address).text
    assert ada.post(raised.address, data=raised.fill("Ruth Baker")).status_code == 422
    assert ada.post(raised.address, data=raised.fill("Ada")).status_code == 302


def test_lead__whom_the_person_named__is_not_offered_and_is_refused_when_sent(raised: Raised) -> None:
    ada, agent = raised.desk.reader, raised.agent
    for address in (f"{INDEX}{raised.desk.response_id}/concern", raised.address):
        page = ada.get(address).text
        assert "Ruth Baker" in page and "Sara Lindqvist" not in page
        refused = ada.post(address, data=raised.fill("Sara Lindqvist"))
        assert refused.status_code == 422 and "Choose from the list" in refused.text
    assert ada.post(raised.address, data=raised.fill("Ruth Baker")).status_code == 302
    name_kept_away(raised.desk, agent, f"{LIST}, and Ruth")
    page = ada.get(raised.address).text
    assert "Whoever leads cannot open this any more" in page
    assert re.search(r'<select[^>]*name="lead_id"[^>]*>\s*<option value="">Choose', page)
    assert ada.post(raised.address, data=raised.fill("Ada")).status_code == 302
    assert "any more" not in ada.get(raised.address).text
