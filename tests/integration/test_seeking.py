"""The experience of somebody who lost their number is found by its traits, and by words while unlocked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.desk_kinds import SetAsideReason
from consult.models.groups import LostNumber
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.concerns.keeping_away import keep_away
from consult.services.experiences.setting_aside import set_aside
from consult.services.keys.key_keeping import KeyStore
from consult.services.lost.lost_numbers import ask_by_address
from consult.services.lost.seeking import MOST_AT_ONCE
from consult.vocabulary import Channel, Purpose, ResponseState, Role, Standing, UseKind
from tests.factories.collecting import make_account, make_questionnaire_version
from tests.factories.giving import make_giving_consultation, make_keys
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import take_out
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.test_translations_kept import SAID, TOLD, translate_all

DESK = "/desk/lost-numbers"
BRIDGE = "Qorvel lived by the old bridge, and the lift was broken all winter."
SCHOOL = "The school by the sea had no place for us."
NAME = (0, len("Qorvel"))
MARCH, MAY = date(2030, 3, 6), date(2030, 5, 8)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    agent = UnlockedAgent()
    agent.stand_in(monkeypatch)
    return agent


@dataclass
class Found:
    """What a search said, and which experiences it offered."""

    page: str
    status_code: int

    @property
    def ids(self) -> list[str]:
        return re.findall(r'type="radio" value="([^"]+)"', self.page)


@dataclass
class Site:
    """A request that came to a listed address, and three experiences it may be about."""

    sessions: sessionmaker[Session]
    store: KeyStore
    agent: UnlockedAgent
    reader: FlaskClient
    request_id: str
    version_id: str
    ids: dict[str, str]

    @property
    def address(self) -> str:
        return f"{DESK}/{self.request_id}/search/"

    def look(self, client: FlaskClient | None = None, **traits: str) -> Found:
        answer = (client or self.reader).post(self.address, data=traits)
        return Found(answer.text, answer.status_code)

    def add(self, session: Session, text: str, **values: Any) -> Response:
        version = session.get_one(QuestionnaireVersion, self.version_id)
        made = make_sealed_account(session, version, {"change": text}, self.agent, **values)
        keep_wraps(self.store, self.agent)
        return made

    def list_searches(self) -> list[AuditEntry]:
        with self.sessions() as session:
            wanted = select(AuditEntry).where(AuditEntry.action == "experiences searched for a lost number")
            return list(session.scalars(wanted.order_by(AuditEntry.sequence)))


@pytest.fixture
def site(
    app: Flask,
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    agent: UnlockedAgent,
    sign_in: SignIn,
) -> Iterator[Site]:
    reader = sign_in(Role.MANAGER, name="Ada")
    with sessions.begin() as session:
        consultation = make_giving_consultation(session)
        version_id = make_questionnaire_version(session, consultation).id
        asked = ask_by_address(
            session, consultation.id, reason="in March", actor="staff", today=TODAY, now=NOW
        )
        site = Site(sessions, sqlite_store, agent, reader, asked.id, version_id, {})
        bridge = site.add(session, BRIDGE, language="en", received_on=MARCH)
        take_out(session, bridge, agent, NAME)
        card = {"language": "ti", "received_on": MAY, "channel": Channel.VOUCHED}
        french = site.add(session, TOLD, language="fr", received_on=MAY)
        translate_all(session, french, "change", agent)
        school = site.add(session, SCHOOL, **card)
        site.ids = {"bridge": bridge.id, "french": french.id, "school": school.id}
    yield site
    assert app


def test_search__by_what_is_kept_in_clear__works_while_locked_and_words_do_not(site: Site) -> None:
    site.agent.lock()
    week = "2030-05-06"
    assert set(site.look(from_week=week).ids) == {site.ids["french"], site.ids["school"]}
    assert site.look(to_week="2030-03-04").ids == [site.ids["bridge"]]
    assert site.look(language="fr").ids == [site.ids["french"]]
    found = site.look(way="card", from_week=week)
    assert found.ids == [site.ids["school"]] and "With a card from a community group" in found.page
    assert "2030" in found.page and "had no place" not in found.page and " words.<br>" not in found.page
    assert site.look(words="lift").ids == [] and "3 could not be: locked." in site.look(words="lift").page


def test_search__by_words__finds_what_has_all_of_them_and_nothing_by_what_is_masked(site: Site) -> None:
    found = site.look(words="LIFT bridge")
    assert found.ids == [site.ids["bridge"]]
    assert "[name] lived by the old bridge" in found.page and "Qorvel" not in found.page
    assert "13 words." in found.page and "3 were opened and searched" in found.page
    assert site.look(words="lift school").ids == []
    assert site.look(words="qorvel").ids == [] and site.look(words="Qor lift").ids == []  # masked


def test_search__by_words_of_a_checked_translation__finds_the_original(site: Site) -> None:
    assert SAID.startswith("We waited")
    found = site.look(words="waited long")
    assert found.ids == [site.ids["french"]] and TOLD in found.page


@pytest.mark.parametrize("reason", [SetAsideReason.ABUSIVE, SetAsideReason.TRIAL])
def test_search__that_finds_abusive_words__covers_them_until_somebody_opens_them(
    site: Site, reason: SetAsideReason
) -> None:
    with site.sessions.begin() as session:
        bridge = session.get_one(Response, site.ids["bridge"])
        set_aside(session, SYSTEM, bridge, reason, today=TODAY, now=NOW)
    page = site.look(words="lift").page
    uncovered = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    assert page.count("lived by the old bridge") == 1
    assert ("lived by the old bridge" not in uncovered) is (reason is SetAsideReason.ABUSIVE)


def test_search__of_what_the_person_lets_nobody_read__counts_it_and_opens_nothing(site: Site) -> None:
    with site.sessions.begin() as session:
        site.add(session, "A lift of ours.", consents={Purpose.ANALYSE: False})
    found = site.look(words="lift")
    assert found.ids == [site.ids["bridge"]]
    assert "1 could not be: not allowed to be read by the person." in found.page


def test_search__where_more_fit_than_are_opened_at_once__opens_none(site: Site) -> None:
    with site.sessions.begin() as session:
        version = session.get_one(QuestionnaireVersion, site.version_id)
        for _ in range(MOST_AT_ONCE):
            make_account(session, version, language="en", received_on=MARCH)
    before = site.agent.asked
    found = site.look(words="lift")
    assert "None was searched for words" in found.page and len(found.ids) == MOST_AT_ONCE
    assert site.agent.asked == before
    assert site.list_searches()[-1].details == {"by": ["words"], "opened": 0}
    assert site.look(words="place", language="ti").ids == [site.ids["school"]]


def test_search__by_somebody_whom_the_person_keeps_away__leaves_theirs_out(
    site: Site, sign_in: SignIn
) -> None:
    key = site.agent.open_key(site.ids["bridge"])
    assert key
    with site.sessions.begin() as session:
        keep_away(session, site.store, site.ids["bridge"], key, "Sara Lindqvist", on=TODAY)
    found = site.look(sign_in(Role.MANAGER, name="Sara Lindqvist"), words="lift")
    assert found.ids == [] and "1 could not be: somebody else on the staff has to look." in found.page
    assert site.look(words="lift").ids == [site.ids["bridge"]]


def test_search__made__is_on_record_without_its_words(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.look(words="lift zzunmatched", language="en")
    site.look(words="lift")
    first, second = site.list_searches()
    assert first.details == {"by": ["language", "words"], "opened": 1} and first.subject_id == site.request_id
    assert second.details == {"by": ["words"], "opened": 3} and first.actor == second.actor
    with site.sessions() as session:
        uses = session.scalars(select(Use).where(Use.subject_id == site.request_id)).all()
        shown = [one.response_id for one in uses if one.kind is UseKind.PAGE]
        assert shown == [site.ids["bridge"]] and len(uses) == 4
    for path in Path(str(site.store.url.partition("///")[2])).parent.glob("*.sqlite*"):
        assert b"zzunmatched" not in path.read_bytes()
    assert "zzunmatched" not in caplog.text


def test_search__of_a_wrong_choice__is_asked_for_again_among_what_there_is(site: Site) -> None:
    page = site.reader.get(site.address).text
    assert f'value="{MARCH - timedelta(days=MARCH.weekday())}"' in page and 'value="2030-05-06"' in page
    assert 'value="2030-04' not in page
    assert site.look(language="xx").status_code == 422 and site.look(words="x" * 201).status_code == 422
    assert site.list_searches() == []


def test_found__by_words__is_chosen_confirmed_by_another_and_withdrawn(site: Site, sign_in: SignIn) -> None:
    (id,) = site.look(words="lift").ids
    site.reader.post(f"{DESK}/{site.request_id}/found", data={"experience": id, "reason": "they told of it"})
    second = sign_in(Role.ANALYST, name="Ben")
    assert id in second.get(f"{DESK}/{site.request_id}").text
    second.post(f"{DESK}/{site.request_id}/confirm", data={"experience": id})
    with site.sessions() as session:
        assert session.get_one(Response, id).state is ResponseState.WITHDRAWN
        kept = session.get_one(Response, site.ids["school"])
        assert kept.state is ResponseState.SUBMITTED
    assert site.look(words="lift").status_code == 409


def test_found__to_be_another_one_meanwhile__is_not_withdrawn_unseen(site: Site, sign_in: SignIn) -> None:
    found, second = f"{DESK}/{site.request_id}/found", sign_in(Role.ANALYST, name="Ben")
    site.reader.post(found, data={"experience": site.ids["bridge"], "reason": "it fits"})
    site.reader.post(found, data={"experience": site.ids["school"], "reason": "this fits better"})
    stale = second.post(f"{DESK}/{site.request_id}/confirm", data={"experience": site.ids["bridge"]})
    with site.sessions() as session:
        states = {session.get_one(Response, id).state for id in site.ids.values()}
        assert session.get_one(LostNumber, site.request_id).response_id == site.ids["school"]
    assert stale.status_code == 409 and states == {ResponseState.SUBMITTED}


def test_search__by_staff_of_an_observer__is_refused(site: Site, sign_in: SignIn) -> None:
    with site.sessions.begin() as session:
        observer_id = make_organisation(session, standing=Standing.OBSERVER).id
    observer = sign_in(Role.MANAGER, organisation_id=observer_id)
    assert observer.get(site.address).status_code == 403
    assert site.look(observer, words="lift").status_code == 403
