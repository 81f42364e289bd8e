"""Observers and bodies consulted about never receive a word of an experience: every route is tried.

A route whose address has a part that this file cannot fill fails here, so that no new page goes untried.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import BuildError
from werkzeug.routing import Rule as Route

from consult.models.attachments import AttachedFile
from consult.models.blind import BlindPassage
from consult.models.campaigns import CampaignMember
from consult.models.care import SupportLine
from consult.models.circulating import Circulated
from consult.models.coding import Segment
from consult.models.concern import Concern
from consult.models.consultation import GovernmentQuestion
from consult.models.draft import Excerpt, Section, Statement
from consult.models.extensions import Extension
from consult.models.figures import FigureCitation
from consult.models.glossary import GlossaryTerm
from consult.models.groups import LostNumber, RelayGroup
from consult.models.hold import LegalHold
from consult.models.job import OutboxMessage
from consult.models.process import MadeChange
from consult.models.proposals import ProposedQuestion
from consult.models.provenance import RELAYED
from consult.models.region import Contact
from consult.models.release import Recall
from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.concerns.concerning import ConcernDetails, ConcernTerms, find_keep_until, raise_concern
from consult.services.drafts.documenting import Showing
from consult.services.figures.citing_figures import cite
from consult.services.figures.looking_up_figures import Chosen
from consult.services.jobs.messaging import NewMessage, queue_message
from consult.services.jobs.queueing import request_job
from consult.services.returns.revising import NOBODY
from consult.services.versions.freezing import make_version
from consult.vocabulary import JobKind, JobState, ResponseKind, Role, Standing, UseKind
from tests.factories.accounting import make_change
from tests.factories.agreeing import ask_one
from tests.factories.attaching import make_attached
from tests.factories.caring import make_care
from tests.factories.evidence import make_source, open_lists
from tests.factories.extending import make_extension
from tests.factories.figures import KEY as FIGURES_KEY
from tests.factories.figures import make_figures
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import HOUSING
from tests.factories.region import make_contact, make_organisation, make_staff
from tests.factories.tagging import make_blind_sample
from tests.factories.translating import make_translator
from tests.factories.wording import make_worded
from tests.integration.broken_on_purpose import count_again
from tests.integration.drafted_copies import Kept, draft, keep, reopen
from tests.integration.drafting_record import Received, make_received
from tests.integration.filled_site import LAST_DAY, make_own_ids, make_recall
from tests.integration.packed_answers import read

MARK = "MARKEDACCOUNT"
TOLD = f"The school said that there was no {MARK} place for my daughter until after the summer."
# What else an address may name: the one that is there, and parts that are no ids.
ROWS: dict[str, Any] = {
    "asked_id": Circulated,
    "assignment_id": TranslationAssignment,
    "change_id": MadeChange,
    "citation_id": FigureCitation,
    "concern_id": Concern,
    "contact_id": Contact,
    "extension_id": Extension,
    "file_id": AttachedFile,
    "group_id": RelayGroup,
    "hold_id": LegalHold,
    "line_id": SupportLine,
    "message_id": OutboxMessage,
    "proposal_id": ProposedQuestion,
    "question_id": GovernmentQuestion,
    "recall_id": Recall,
    "request_id": LostNumber,
    "staff_id": Staff,
    "term_id": GlossaryTerm,
}
PLAIN = {
    "characteristic": ["age"],
    "language": ["en"],
    "listed": ["source"],
    "page_id": ["page_told"],
    "recipient": [HOUSING.key],
    "ask_id": ["x"],
    "sign_off_id": ["x"],
    "submission_id": ["x"],
    "token": ["x"],
}
SENT = {"reason": "I was asked to.", "confirmed": "y", "decision": "accept", "words": "place"}
SHARED_KEY = "C07"  # of experiences alone
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
        gather(session, received, find_account(session).answers[0])
    draft(sessions, received, received.agent)
    with sessions.begin() as session:
        showing = Showing(SYSTEM, UseKind.PAGE, NOW, received.agent)
        latest = get_latest_draft(session, received.consultation.id)
        version = make_version(session, latest, showing, author=NOBODY)
        ask_one(session, version, make_organisation(session, key="asked"), closes_on=LAST_DAY)
        surround(session, received)
    with sessions() as session:  # else nothing may leave the draft, and no file would hold their words
        latest = get_latest_draft(session, received.consultation.id)
        count_again(reopen(received, session), latest, received.agent)
        session.commit()
    return received


def find_account(session: Session) -> Response:
    return session.scalars(select(Response).where(Response.kind == ResponseKind.ACCOUNT).limit(1)).one()


def surround(session: Session, received: Received) -> None:
    """One of each thing that a route may name, and a concern and an assignment about one of the five."""
    account = find_account(session)
    lead, consultation = make_staff(session, Role.MANAGER), received.consultation
    make_contact(session, make_organisation(session, key="body"))
    make_own_ids(session, consultation, lead.id)
    make_recall(session, consultation)
    make_attached(session, consultation)
    make_change(session, consultation)
    make_extension(session, consultation)
    make_source(open_lists(session, consultation))
    make_care(session)
    make_figures(session)
    make_worded(session, consultation)
    chosen = Chosen("council:ostley", "30 June 2026", "people")
    cite(session, consultation, FIGURES_KEY, chosen, actor="staff", now=NOW)
    queue_message(session, NewMessage("ada@example.org", "Hi", "text"), domain="example.org", now=NOW)
    terms = ConcernTerms(lead.id, find_keep_until(session, account, TODAY), TODAY, NOW)
    said, public_key = ConcernDetails(f"They said: {MARK}."), received.agent.key.public_key
    raise_concern(session, SYSTEM, account, said, terms, public_key=public_key)
    days = {"until_on": LAST_DAY, "assigned_on": TODAY}
    staff_id = make_translator(session).id
    session.add(TranslationAssignment(response_id=account.id, staff_id=staff_id, language="ar", **days))
    subject = {"subject_kind": "response", "subject_id": account.id}
    why = {"reason": f"They spoke of {MARK}."}
    auditing.record(session, actor=lead.id, action="original read", **subject, details=why, now=NOW)


def gather(session: Session, received: Received, answer: Answer) -> None:
    """What one of the five said is shared wording too, and a passage of it is in no theme."""
    place = {"answer_id": answer.id, "revision_id": answer.head_revision_id}
    session.add(Segment(**place, number=2, start=0, end=len(TOLD)))
    spans = [[0, TOLD.index(" place")]]
    session.add(CampaignMember(**place, run_id=received.run.id, key=SHARED_KEY, shared=0.6, spans=spans))


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


@pytest.fixture(params=["one", pytest.param("all", marks=pytest.mark.soak)])
def values(request: pytest.FixtureRequest, sessions: sessionmaker[Session], quoted: Received) -> Values:
    """For each name in an address, what it may be; of sections the usual run tries one that quotes them."""
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
            "key": [*list_parts(session, quoted, request.param), FIGURES_KEY, SHARED_KEY, "body"],
            "response_id": responses,
            "job_id": [job.id],
            "version_id": [quoted.version.id, quoted.account_version.id],
            "segment_id": segments,
            "sample_id": [sample.id],
            "passage_id": list(session.scalars(passages)),
            "ending": ["csv", "xlsx"],
            "form": ["docx", "html"],
            "name": ["day", "by-area"],
            "number": [1],
            **PLAIN,
            **{name: [session.scalars(select(kind.id)).first()] for name, kind in ROWS.items()},
        }


def list_parts(session: Session, quoted: Received, which: str) -> list[str]:
    """The sections of the draft and the themes that are tried."""
    if which == "all":
        return [*session.scalars(select(Section.key)), *quoted.themes]
    return [list_quoting(session)[0], *quoted.themes]


def list_quoting(session: Session) -> list[str]:
    """The sections that quote an experience."""
    of_theirs = select(Section.key).join(Statement).join(Excerpt).join(Response)
    found = session.scalars(of_theirs.where(Response.kind == ResponseKind.ACCOUNT).distinct()).all()
    assert found
    return sorted(found)


@pytest.fixture
def quoting(sessions: sessionmaker[Session], quoted: Received, values: Values) -> Values:
    """The same with no sections but those that quote an experience; one with every role tries them all."""
    with sessions() as session:
        return values | {"key": [*list_quoting(session), *quoted.themes, SHARED_KEY]}


def find_segment(session: Session, response_id: str) -> str:
    of_it = select(Segment.id).join(Answer).where(Answer.response_id == response_id)
    return session.scalars(of_it.order_by(Segment.id).limit(1)).one()


def list_addresses(app: Flask, values: Values) -> Iterator[tuple[Route, str, str]]:
    """Each route of ours with each method and every value that its address may have.

    Raises: KeyError for a part of an address that nobody has named.
    """
    adapter = app.url_map.bind("localhost")
    for route in app.url_map.iter_rules():
        if route.endpoint.startswith("security.") or route.endpoint == "static":
            continue
        names = sorted(route.arguments)
        for chosen in product(*(values[name] for name in names)):
            given = dict(zip(names, chosen, strict=True))
            for method in sorted({"GET", "POST"} & (route.methods or set())):
                try:
                    yield route, method, adapter.build(route.endpoint, given, method=method)
                except BuildError:  # a number or a path, which leads to nothing of an experience
                    continue


def find_words(client: FlaskClient, app: Flask, values: Values, methods: set[str]) -> set[str]:
    """The routes whose answer holds the mark; whatever they redirect to is tried as a route itself."""
    found = set()
    for route, method, address in list_addresses(app, values):
        if method in methods:
            with client.open(address, method=method, data=SENT if method == "POST" else None) as answer:
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


@pytest.mark.soak
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
    client = enter(sessions, sign_in, Standing.FULL, Role.MANAGER, Role.AUDITOR)
    assert find_words(client, app, values, {"GET"}) >= {
        "GET /desk/consultations/<slug>/draft/<key>",
        "GET /desk/consultations/<slug>/draft.<form>",
        "GET /desk/consultations/<slug>/versions/<int:number>",
        "GET /desk/consultations/<slug>/versions/<int:number>/response.<form>",
        "GET /desk/consultations/<slug>/leftover-passages",
        "GET /desk/consultations/<slug>/quote/<segment_id>",
        "GET /desk/consultations/<slug>/shared-wording",
        "GET /desk/consultations/<slug>/shared-wording/<key>",
        "GET /desk/consultations/<slug>/themes/<key>",
        "GET /desk/consultations/<slug>/themes/next",
        "GET /desk/consultations/<slug>/reliability/<sample_id>/differences",
        "GET /desk/experiences/<response_id>",
        "GET /desk/settings/audit/",
    }
    [request_id] = values["request_id"]
    assert MARK in client.post(f"/desk/lost-numbers/{request_id}/search/", data=SENT).text


def test_values__for_each_part_of_an_address__lead_to_what_is_there(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, values: Values
) -> None:
    """Otherwise the tests above would try nothing where a route names one of these."""
    client = enter(sessions, sign_in, Standing.FULL, *Role)
    names, there = set(ROWS), set()
    for route, method, address in list_addresses(app, values):
        asked = names & route.arguments
        if method == "GET" and asked and client.get(address).status_code in {200, 302}:
            there |= asked
    assert there >= {"concern_id", "file_id", "group_id", "line_id", "recall_id", "request_id", "staff_id"}


@pytest.mark.parametrize("standing", KEPT_OUT)
def test_job__waiting_for_experiences__tells_one_kept_out_nothing_of_them(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, values: Values, standing: Standing
) -> None:
    client = enter(sessions, sign_in, standing, *Role)
    [job_id] = values["job_id"]
    for page in (f"/desk/jobs/{job_id}", f"/desk/jobs/{job_id}/fragment"):
        shown = client.get(page).text.casefold()
        assert "unlock" not in shown and "locked" not in shown
