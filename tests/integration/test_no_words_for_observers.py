"""Observers and bodies consulted about never receive a word of an experience: every route is tried."""

import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import BuildError
from werkzeug.routing import Rule as Route

from consult.models.blind import BlindPassage
from consult.models.coding import Segment
from consult.models.draft import Excerpt, Section, Statement
from consult.models.provenance import RELAYED
from consult.models.response import Answer, Response
from consult.services.queueing import request_job
from consult.vocabulary import JobKind, JobState, ResponseKind, Role, Standing
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.factories.tagging import make_blind_sample
from tests.integration.drafted_copies import Kept, draft, keep
from tests.integration.drafting_record import Received, make_received

MARK = "MARKEDACCOUNT"
TOLD = f"The school said that there was no {MARK} place for my daughter until after the summer."
KEPT_OUT = (Standing.OBSERVER, Standing.CONSULTED)
SignIn = Callable[..., FlaskClient]
Values = dict[str, list[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    """Five experiences that say the mark: analysed, in a theme, and quoted in a draft."""
    return keep(tmp_path_factory.mktemp("quoted") / "consult.sqlite", up_to_date_file, fill)


def fill(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        received = make_received(session)
        counted = {"counts": {"segments": {"all": 20}}, "leftover": 0}
        received.run.manifest = received.run.manifest | counted
        for n in range(5):
            received.add_account(f"{TOLD} {n}", provenance=RELAYED)
    draft(sessions, received, received.agent)
    return received


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def quoted(built: Kept, monkeypatch: pytest.MonkeyPatch) -> Received:
    """What was received, and the staff area unlocked."""
    received = built.lend()
    for name, module in list(sys.modules.items()):
        if name.startswith("consult.web.") and hasattr(module, "get_account_keys"):
            monkeypatch.setattr(module, "get_account_keys", lambda: received.agent)
    return received


@pytest.fixture
def values(sessions: sessionmaker[Session], quoted: Received) -> Values:
    """For each name in an address, what it may be."""
    with sessions.begin() as session:
        job = request_job(session, JobKind.DRAFT, quoted.consultation.id, key="1", staff_id=None, now=NOW)
        job.state, job.result = JobState.NEEDS_UNLOCKING, {"locked": 5}
        account = session.scalars(select(Response.id).where(Response.kind == ResponseKind.ACCOUNT)).first()
        responses = [str(account), quoted.returns[0].id]
        segments = [find_segment(session, response_id) for response_id in responses]
        sample = make_blind_sample(session, quoted.consultation.id, None, None, most=40)
        passages = select(BlindPassage.id).where(BlindPassage.segment_id.in_(segments))
        return {
            "slug": [quoted.consultation.slug],
            "key": [*session.scalars(select(Section.key)), *quoted.themes],
            "response_id": responses,
            "job_id": [job.id],
            "version_id": [quoted.version.id, quoted.account_version.id],
            "segment_id": segments,
            "sample_id": [sample.id],
            "passage_id": list(session.scalars(passages)),
            "ending": ["csv", "xlsx"],
            "name": ["day", "by-area"],
            "number": [1],
        }


@pytest.fixture
def quoting(sessions: sessionmaker[Session], quoted: Received, values: Values) -> Values:
    """The same with no sections but those that quote an experience; one with every role tries them all."""
    of_theirs = select(Section.key).join(Statement).join(Excerpt).join(Response)
    with sessions() as session:
        found = session.scalars(of_theirs.where(Response.kind == ResponseKind.ACCOUNT).distinct()).all()
    assert found
    return values | {"key": [*found, *quoted.themes]}


def find_segment(session: Session, response_id: str) -> str:
    of_it = select(Segment.id).join(Answer).where(Answer.response_id == response_id)
    return session.scalars(of_it.order_by(Segment.id).limit(1)).one()


def list_addresses(app: Flask, values: Values) -> Iterator[tuple[Route, str, str]]:
    """Each route of ours with each method and every value that its address may have."""
    adapter = app.url_map.bind("localhost")
    for route in app.url_map.iter_rules():
        if route.endpoint.startswith("security.") or route.endpoint == "static":
            continue
        names = sorted(route.arguments)
        for chosen in product(*(values.get(name, ["nothing"]) for name in names)):
            given = dict(zip(names, chosen, strict=True))
            for method in sorted({"GET", "POST"} & (route.methods or set())):
                try:
                    yield route, method, adapter.build(route.endpoint, given, method=method)
                except BuildError:  # a number or a path, which leads to nothing of an experience
                    continue


def read(content: bytes) -> bytes:
    """What an answer holds, with the members of a file that is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def find_words(client: FlaskClient, app: Flask, values: Values, methods: set[str]) -> set[str]:
    """The routes whose answer holds the mark; whatever they redirect to is tried as a route itself."""
    found = set()
    for route, method, address in list_addresses(app, values):
        if method in methods:
            with client.open(address, method=method) as answer:
                if MARK.encode() in read(answer.data):
                    found.add(f"{method} {route.rule}")
    return found


def enter(sessions: sessionmaker[Session], sign_in: SignIn, standing: Standing, *roles: Role) -> FlaskClient:
    with sessions.begin() as session:
        body = make_organisation(session, name=f"{standing} body", standing=standing)
        organisation_id = body.id
    return sign_in(*roles, organisation_id=organisation_id)


@pytest.mark.parametrize("standing", KEPT_OUT)
def test_every_route__tried_by_one_kept_out_with_every_role__holds_no_word_of_an_experience(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, values: Values, standing: Standing
) -> None:
    client = enter(sessions, sign_in, standing, *Role)
    assert find_words(client, app, values, {"GET"}) == set()
    assert find_words(client, app, values, {"POST"}) == set()
    assert find_words(client, app, values, {"GET"}) == set(), "nor after whatever was sent"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("standing", KEPT_OUT)
def test_every_route__tried_by_one_kept_out_with_one_role__holds_no_word_of_an_experience(
    app: Flask,
    sessions: sessionmaker[Session],
    sign_in: SignIn,
    quoting: Values,
    standing: Standing,
    role: Role,
) -> None:
    assert find_words(enter(sessions, sign_in, standing, role), app, quoting, {"GET"}) == set()


def test_every_route__tried_by_nobody__holds_no_word_of_an_experience(app: Flask, values: Values) -> None:
    assert find_words(app.test_client(), app, values, {"GET", "POST"}) == set()


def test_words__looked_for_by_one_of_full_standing__are_found_where_they_are(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, values: Values
) -> None:
    """The tests above can fail: these routes hold the words for those who may read them."""
    client = enter(sessions, sign_in, Standing.FULL, Role.MANAGER)
    assert find_words(client, app, values, {"GET"}) >= {
        "GET /desk/consultations/<slug>/draft/<key>",
        "GET /desk/consultations/<slug>/draft.docx",
        "GET /desk/consultations/<slug>/themes/<key>",
        "GET /desk/consultations/<slug>/reliability/<sample_id>/differences",
        "GET /desk/experiences/<response_id>",
    }


@pytest.mark.parametrize("standing", KEPT_OUT)
def test_job__waiting_for_experiences__tells_one_kept_out_nothing_of_them(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, values: Values, standing: Standing
) -> None:
    client = enter(sessions, sign_in, standing, *Role)
    [job_id] = values["job_id"]
    for page in (f"/desk/jobs/{job_id}", f"/desk/jobs/{job_id}/fragment"):
        shown = client.get(page).text.casefold()
        assert "unlock" not in shown and "locked" not in shown
