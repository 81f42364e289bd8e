"""Words taken back are gone from every place in the next request, however far the response has come.

A table: whose words they are (of a return, of an experience), what their person does, how far it has come.
Each place is the first to be looked at in some row, so that none needs another one to be opened before.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.engine import make_engine
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.drafts.documenting import Showing
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.following.choosing_published import choose_quotations, list_offered
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.versions.freezing import make_version
from consult.vocabulary import Purpose, ResponseKind, Role, UseKind, Verdict
from tests.factories.agreeing import ADA, ask_one
from tests.factories.attaching import make_attached
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_organisation
from tests.factories.sealing import UNCOUNTED
from tests.factories.signing import decide, make_board
from tests.integration.conftest import SignIn
from tests.integration.drafted_copies import REGIONAL, TOLD, Kept, reopen
from tests.integration.drafting_record import HOMES, Received
from tests.integration.partner import ADDRESS, Partner

DESK = "/desk/consultations/consultation-1"
DRAFT, VERSION = f"{DESK}/draft", f"{DESK}/versions/1"
PUBLIC, CHOICE = "/consultations/consultation-1/outcome", f"{DESK}/public-page"
PARTNER = "/agreement/version/sections/question:1"
PREVIEW, OBSERVED = f"{CHOICE}/preview", f"{VERSION}?by=an-observer"
HARBOUR, NAME = HOMES.format(place="the harbour", n=0), "Harbour Light"
REMOVED, HELD_BACK = "[removed: no longer permitted, ", 409
FILE, VERSIONS = f"{DRAFT}.md", (VERSION, f"{VERSION}/response.md")
PUBLISHED = 4
"""How many quotations the public page has at the end, of those that the version has of returns."""
Act = Callable[[Session, Response], object]
Reached = Callable[[Session, Received], object]


@dataclass(frozen=True)
class Words:
    """What is quoted, of which kind, and by which question. places: more than the version, by stage."""

    kind: ResponseKind
    said: str
    question: str
    section: str
    places: Mapping[str, tuple[str, ...]]

    def list_places(self, stage: str) -> list[str]:
        """Where it is read while nothing is taken back."""
        return [f"{DRAFT}/{self.section}", FILE, *VERSIONS, *self.places.get(stage, ())]

    def find(self, session: Session) -> Response:
        """Whose it is: the only named group, or the one experience that the version quotes."""
        body = str(session.scalars(select(DraftVersion)).one().body)
        found = select(Response).outerjoin(Organisation).where(Response.kind == self.kind)
        rows = session.scalars(found.order_by(Organisation.name.nulls_last())).all()
        return next(one for one in rows if one.id in body)


OF_RETURNS = (PARTNER, f"{VERSION}/answers")
RETURN = Words(
    ResponseKind.RETURN,
    HARBOUR,
    "homes",
    "question:1",
    {
        "drafted": OF_RETURNS,
        "signed off": (*OF_RETURNS, CHOICE),
        "published": (*OF_RETURNS, CHOICE, PUBLIC, PREVIEW, OBSERVED),
    },
)
EXPERIENCE = Words(ResponseKind.ACCOUNT, TOLD, "told", REGIONAL, {})


class Keys:
    """Stands for a key store, of which the site in these tests asks nothing more."""

    def destroy(self, _: str) -> None:
        """The key is gone."""


STORE: Any = Keys()


def withdraw_it(session: Session, response: Response) -> object:
    return withdraw(session, response, store=STORE, actor="public", now=NOW)


def say_do_not_use(session: Session, response: Response) -> object:
    """Of a part of the sentence that is quoted."""
    answer = next(one for one in response.answers if one.question_id in {"homes", "told"})
    place = Passage(response.id, answer.question_id, 4, 12)
    return give_verdict(session, UNCOUNTED, response, place, Verdict.REFUSED, today=TODAY)


def refuse_quoting(session: Session, response: Response) -> object:
    return give_consent(session, response.id, {Purpose.QUOTE: False}, given_on=TODAY)


def refuse_all(session: Session, response: Response) -> object:
    return give_consent(session, response.id, dict.fromkeys(Purpose, False), given_on=TODAY)


ACTS: dict[ResponseKind, tuple[Act, ...]] = {
    ResponseKind.RETURN: (withdraw_it, say_do_not_use, refuse_quoting),
    ResponseKind.ACCOUNT: (withdraw_it, say_do_not_use, refuse_quoting, refuse_all),
}


def make_one(session: Session, received: Received) -> object:
    """A version, about which a partner is asked."""
    latest = get_latest_draft(session, received.consultation.id)
    showing = Showing(SYSTEM, UseKind.PAGE, NOW, received.agent)
    return make_version(session, latest, showing, author=ADA)


def sign(session: Session, received: Received) -> object:
    version = session.scalars(select(DraftVersion)).one()
    return decide(session, version, make_board(session), make_attached(session, received.consultation))


def publish(session: Session, received: Received) -> object:
    version, by = session.scalars(select(DraftVersion)).one(), {"author": ADA, "now": NOW}
    keys = [one.key for one in list_offered(session, version, now=NOW)]
    choose_quotations(session, SYSTEM, version, keys, **by)
    said = Conclusion(said={"en": "We said that homes are needed."})
    conclude(session, received.consultation, said, actor="ada", now=NOW)
    return publish_outcome(session, SYSTEM, received.consultation, **by)


STEPS: dict[str, Reached] = {"drafted": make_one, "signed off": sign, "published": publish}
"""How far the response has come, one after the other."""
ROWS = [row for words in (RETURN, EXPERIENCE) for row in product([words], ACTS[words.kind], STEPS)]


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory, kept_told: Kept) -> dict[str, Path]:
    """A database for each stage."""
    folder, found = tmp_path_factory.mktemp("stages"), {}
    last = kept_told.path
    for number, (stage, step) in enumerate(STEPS.items()):
        found[stage] = last = Path(shutil.copyfile(last, folder / f"{number}.sqlite"))
        engine = make_engine(f"sqlite:///{last}")
        with Session(engine) as session, session.begin():
            step(session, reopen(kept_told.lend(), session))
        engine.dispose()
    return found


@pytest.fixture
def stage() -> str:
    """Overridden by each row."""
    return "published"


@pytest.fixture
def sqlite_url(tmp_path: Path, stages: dict[str, Path], stage: str) -> str:
    shutil.copyfile(stages[stage], tmp_path / "consult.sqlite")
    return f"sqlite:///{tmp_path / 'consult.sqlite'}"


@dataclass(frozen=True)
class Site:
    """The site with its experiences unlocked: a manager, a partner that is asked, an observer, anybody."""

    app: Flask
    sessions: sessionmaker[Session]
    sign_in: SignIn
    manager: FlaskClient

    def read(self, place: str) -> tuple[int, str]:
        """The first that somebody gets there who may."""
        ways = {PARTNER: self.come_in, PUBLIC: self.app.test_client, OBSERVED: self.observe}
        answer = ways.get(place, lambda: self.manager)().get(place)
        return answer.status_code, answer.text

    def come_in(self) -> FlaskClient:
        """A partner that is asked about the version, in its browser."""
        with self.sessions.begin() as session:
            body = make_organisation(session, name="Vale Council")
            make_contact(session, body, email=ADDRESS)
            token = ask_one(session, session.scalars(select(DraftVersion)).one(), body).token
        return Partner(self.app.test_client(), self.sessions, token).come_in().client

    def observe(self) -> FlaskClient:
        """Somebody of an observer, who reads what everybody reads."""
        with self.sessions() as session:
            police = session.scalars(select(Organisation).where(Organisation.name == "Police")).one()
        return self.sign_in(Role.BOARD_MEMBER, organisation_id=police.id)


@pytest.fixture
def site(
    app: Flask,
    sign_in: SignIn,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    kept_told: Kept,
) -> Site:
    agent = kept_told.lend().agent
    monkeypatch.setattr("consult.web.desk_draft_views.get_account_keys", lambda: agent)
    return Site(app, sessions, sign_in, sign_in(Role.MANAGER))


@pytest.mark.parametrize("words", [RETURN, EXPERIENCE], ids=lambda words: words.kind)
def test_words__that_nobody_took_back__are_read_in_every_place(site: Site, words: Words) -> None:
    places = words.list_places("published")
    found = {one: site.read(one)[1] for one in places}
    assert [one for one, text in found.items() if words.said not in text] == []
    assert words is EXPERIENCE or [one for one, text in found.items() if NAME not in text] == []
    page = site.read(PUBLIC)[1]
    assert page.count("<blockquote") == PUBLISHED and TOLD not in page


@pytest.mark.parametrize(
    ("number", "words", "act", "stage"),
    [(number, *row) for number, row in enumerate(ROWS)],
    ids=[f"{words.kind}-{act.__name__}-{stage.replace(' ', '-')}" for words, act, stage in ROWS],
)
def test_words__taken_back_at_any_stage__are_gone_from_every_place_in_the_next_request(
    site: Site, sessions: sessionmaker[Session], number: int, words: Words, act: Act, stage: str
) -> None:
    places, start = words.list_places(stage), number % len(words.list_places(stage))
    with sessions.begin() as session:
        act(session, words.find(session))
    found = {one: site.read(one) for one in (*places[start:], *places[:start])}
    assert [one for one, (_, text) in found.items() if words.said in text] == []
    assert found[FILE][0] == HELD_BACK and "C809" in found[FILE][1], "the draft does not leave"
    for one in VERSIONS:
        assert REMOVED in found[one][1] and "less withdrawal" in found[one][1], one
    if PUBLIC in places:
        page = found[PUBLIC][1]
        assert page.count("<blockquote") == PUBLISHED - 1 and "removed" not in page, "nothing but that"


@pytest.mark.parametrize("stage", STEPS)
def test_name__taken_back_at_any_stage__goes_from_every_place_and_the_words_stay(
    site: Site, sessions: sessionmaker[Session], stage: str
) -> None:
    places = [one for one in RETURN.list_places(stage) if one != FILE]
    with sessions.begin() as session:
        given = {Purpose.ATTRIBUTE: False}
        give_consent(session, RETURN.find(session).id, given, given_on=TODAY)
    found = {one: site.read(one)[1] for one in places}
    assert [one for one, text in found.items() if NAME in text] == []
    assert [one for one, text in found.items() if HARBOUR not in text] == []
    assert NAME not in site.read(FILE)[1]
