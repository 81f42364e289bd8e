"""The site for every journey: a form open to anyone, a group that is ready, a staff area unlocked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import select

from consult.cli.children import end
from consult.models.response import Response
from consult.sealing.agent_process import start_agent
from consult.sealing.codenames import lookup_id, new_codename, parse_codename, stretch_codename
from consult.sealing.key_files import open_private_key, read_public_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import forget_draft, open_unsent, send_account
from consult.services.experiences.showing_quoted import show_to_people
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import ConsultationState, Purpose, Role
from tests.browser.site import LiveServer
from tests.browser.telling import serve_telling
from tests.browser.tongues import Tongue
from tests.factories.collecting import make_consultation
from tests.factories.giving import PASSPHRASE, TITLE, begin_telling, check_everything, make_account_form
from tests.factories.grouping import make_ready_group
from tests.factories.quoting import make_quoting_draft
from tests.factories.region import make_staff
from tests.integration.conftest import sign_in_client

GROUP = "TEST_GROUP"
"""Under which the site's settings hold the secret part of the group's link, and its number."""
ALLOWED = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
HELD_MINUTES = 60


@dataclass(frozen=True)
class Sent:
    """An experience that was sent, and what reopens it."""

    response_id: str
    number: str
    slug: str


@contextmanager
def serve_journeys(folder: Path) -> Iterator[LiveServer]:
    """Serve it until the end of the block, with a real key agent that is unlocked."""
    with serve_telling(folder) as server:
        with server.sessions.begin() as session:
            _, token, number = make_ready_group(session, _read_salt(server))
        server.app.config[GROUP] = (token, number.shown())
        key = open_private_key(Path(server.app.config["KEY_FILE"]), PASSPHRASE)
        agent = start_agent(key, Path(server.app.config["KEY_SOCKET"]), minutes=HELD_MINUTES)
        try:
            yield server
        finally:
            end(agent)


def enter_staff_area(server: LiveServer, page: Page) -> Page:
    """Sign a manager in to the browser of this page."""
    with server.sessions.begin() as session:
        staff = make_staff(session, Role.MANAGER, Role.ANALYST, name="Ada Morgan")
        cookie = sign_in_client(server.app, staff).get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": server.url}])
    return page


def send(server: LiveServer, tongue: Tongue, slug: str) -> Sent:
    """Send what the row tells for this consultation, without a browser."""
    settings, now, number = server.app.config, datetime.now(UTC), new_codename()
    today = now.date()
    with opened_key_store(settings["KEYSTORE_URL"]) as store:
        with server.sessions.begin() as session:
            begun = begin_telling(
                session, store, {"what_happened": tongue.told}, slug=slug, language=tongue.tag, today=today
            )
            response = begun.response
            send_account(
                session,
                store,
                open_unsent(session, store, response.id, begun.draft_key),
                read_definition(response.questionnaire_version),
                ALLOWED,
                number=stretch_codename(number, _read_salt(server), cost=MINIMAL),
                public_key=read_public_key(Path(settings["KEY_FILE"])),
                today=today,
                now=now,
            )
            sent = Sent(response.id, number.shown(), slug)
        forget_draft(store, sent.response_id)
    return sent


def send_quoted(server: LiveServer, tongue: Tongue, slug: str) -> Sent:
    """Send it for a consultation of its own, whose draft quotes a sentence of it that its teller may see."""
    with server.sessions.begin() as session:
        made = make_consultation(session, slug=slug, title=TITLE, state=ConsultationState.OPEN)
        make_account_form(session, made)
    sent, start = send(server, tongue, slug), tongue.told.index(tongue.quoted)
    now = datetime.now(UTC)
    with server.sessions.begin() as session:
        check_everything(session, server.app.config)
        account = session.get_one(Response, sent.response_id)
        passage = (account, "what_happened", start, start + len(tongue.quoted))
        draft = make_quoting_draft(session, [passage])
        show_to_people(session, draft, actor="test", today=now.date(), now=now)
    return sent


def find_response_id(server: LiveServer, number: str) -> str:
    """The id of what this number opens."""
    found = lookup_id(parse_codename(number), _read_salt(server), cost=MINIMAL)
    with server.sessions() as session:
        return session.scalars(select(Response.id).where(Response.codename_lookup == found)).one()


def _read_salt(server: LiveServer) -> bytes:
    return read_secret_salt(Path(server.app.config["SALT_FILE"]))
