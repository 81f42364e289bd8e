"""The outbox against a real mail server: sent once, never twice by accident, and said when nobody knows."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.config import load_settings
from consult.errors import CodedError
from consult.jobs.handlers import HANDLERS
from consult.jobs.running import Bench, run_job
from consult.models.engine import make_engine
from consult.models.job import Job, OutboxMessage
from consult.services.jobs import mailing, messaging
from consult.vocabulary import JobKind, JobState, MessageState
from tests.factories.numbering import NOW
from tests.factories.ports import find_free_port

pytestmark = pytest.mark.portable

Patch = pytest.MonkeyPatch
WORDS = messaging.NewMessage("ada@example.org", "Your link – ሰላም", "Open this:\n\nhttps://region.example/x\n")


@dataclass
class Box:
    """What a mail server received, and how it answers the message itself."""

    received: list[bytes] = field(default_factory=list)
    answer: str = "250 OK"
    refused_address: str = ""

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address == self.refused_address:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        self.received.append(envelope.content)
        if self.answer == "hang up":
            server.transport.abort()
        return self.answer


@pytest.fixture
def box() -> Box:
    """An empty box."""
    return Box()


@pytest.fixture
def mail_server(box: Box) -> Iterator[Controller]:
    """A mail server on loopback."""
    controller = Controller(box, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "own.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(built.public_bytes(Encoding.PEM) + secret)
    return path


@pytest.fixture
def encrypted(box: Box, certificate: Path) -> Iterator[Controller]:
    """A mail server on loopback that takes nothing before encryption."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    port = find_free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions on SQLite, then on PostgreSQL."""
    engine = make_engine(database_url)
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def settings(mail_server: Controller) -> dict[str, object]:
    """Settings that lead to the server, without encryption."""
    return make_settings(mail_server.port)


def make_settings(port: int, **more: object) -> dict[str, object]:
    given = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_STARTTLS": False}
    return load_settings({}, {**given, "MAIL_FROM": "Wessmere <region@example.org>", **more})


def queue(sessions: sessionmaker[Session]) -> tuple[str, str]:
    """Put a message into the outbox; its id, and that of the job that sends it."""
    with sessions.begin() as session:
        message = messaging.queue_message(session, WORDS, domain="example.org", now=NOW)
        return message.id, messaging.request_sending(session, message, staff_id=None, now=NOW).id


def work(sessions: sessionmaker[Session], settings: dict[str, object], job_id: str) -> Job:
    run_job(Bench(sessions, settings, HANDLERS), job_id)
    with sessions() as session:
        return session.get_one(Job, job_id)


def read(sessions: sessionmaker[Session], message_id: str) -> OutboxMessage:
    with sessions() as session:
        return session.get_one(OutboxMessage, message_id)


def set_state(sessions: sessionmaker[Session], message_id: str, state: MessageState) -> None:
    with sessions.begin() as session:
        session.get_one(OutboxMessage, message_id).state = state


def test_message__queued_and_sent__arrives_once_under_its_own_id(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    message_id, job_id = queue(sessions)
    assert work(sessions, settings, job_id).state is JobState.DONE
    sent = message_from_bytes(box.received[0])
    row = read(sessions, message_id)
    assert sent["Message-ID"] == row.message_id
    assert sent["To"] == "ada@example.org"
    assert "https://region.example/x" in sent.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert (row.state, row.attempts, row.body_text) == (MessageState.SENT, 1, "")


def test_message__whose_change_is_rolled_back__is_never_sent(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    with sessions() as session:
        messaging.queue_message(session, WORDS, domain="example.org", now=NOW)
        session.rollback()
        assert session.scalars(select(OutboxMessage)).all() == []


def test_message__sent_already__is_not_sent_by_a_second_job(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    message_id, job_id = queue(sessions)
    work(sessions, settings, job_id)
    with sessions.begin() as session:
        row = messaging.get_message(session, message_id)
        second = messaging.request_sending(session, row, staff_id=None, now=NOW).id
    assert work(sessions, settings, second).result == {"sent": False}
    assert len(box.received) == 1


def test_server__that_is_not_there__leaves_the_message_unsent_and_safe_to_repeat(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    message_id, job_id = queue(sessions)
    job = work(sessions, make_settings(find_free_port()), job_id)
    assert (job.state, job.error_code) == (JobState.FAILED, "C611")
    row = read(sessions, message_id)
    assert (row.state, row.attempts) == (MessageState.FAILED, 0)
    assert "127.0.0.1" in row.error_text
    with sessions.begin() as session:
        again = messaging.send_again(session, message_id, staff_id=None, now=NOW).id
    assert work(sessions, settings, again).state is JobState.DONE
    assert read(sessions, message_id).state is MessageState.SENT
    assert len(box.received) == 1


def test_recipient__that_the_server_refuses__is_said_and_nothing_is_sent(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    box.refused_address = "ada@example.org"
    message_id, job_id = queue(sessions)
    work(sessions, settings, job_id)
    row = read(sessions, message_id)
    assert row.state is MessageState.FAILED
    assert "no such person" in row.error_text
    assert box.received == []


def test_message__that_the_server_refuses_at_the_end__is_not_sent(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    box.answer = "554 looks like spam"
    message_id, job_id = queue(sessions)
    assert work(sessions, settings, job_id).error_code == "C611"
    assert read(sessions, message_id).state is MessageState.FAILED


def test_connection__that_ends_during_the_message__leaves_it_uncertain_until_a_person_decides(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    box.answer = "hang up"
    message_id, job_id = queue(sessions)
    assert work(sessions, settings, job_id).error_code == "C612"
    assert read(sessions, message_id).state is MessageState.UNCERTAIN
    with sessions.begin() as session:
        row = messaging.get_message(session, message_id)
        retry = messaging.request_sending(session, row, staff_id=None, now=NOW).id
    assert work(sessions, settings, retry).result == {"sent": False}
    assert len(box.received) == 1


def test_worker__killed_while_sending__makes_the_message_uncertain_and_sends_nothing_more(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    message_id, job_id = queue(sessions)
    set_state(sessions, message_id, MessageState.SENDING)
    assert work(sessions, settings, job_id).result == {"sent": False}
    assert read(sessions, message_id).state is MessageState.UNCERTAIN
    assert box.received == []


def test_uncertain_message__sent_again_by_a_person__keeps_its_id(
    sessions: sessionmaker[Session], settings: dict[str, object], box: Box
) -> None:
    message_id, _ = queue(sessions)
    set_state(sessions, message_id, MessageState.UNCERTAIN)
    with sessions.begin() as session:
        job_id = messaging.send_again(session, message_id, staff_id=None, now=NOW).id
    work(sessions, settings, job_id)
    assert message_from_bytes(box.received[0])["Message-ID"] == read(sessions, message_id).message_id


def test_message__sent__cannot_be_sent_again(
    sessions: sessionmaker[Session], settings: dict[str, object]
) -> None:
    message_id, job_id = queue(sessions)
    work(sessions, settings, job_id)
    with sessions.begin() as session, pytest.raises(CodedError, match="C102"):
        messaging.send_again(session, message_id, staff_id=None, now=NOW)


def test_encryption__asked_for_and_not_offered__sends_nothing(
    sessions: sessionmaker[Session], mail_server: Controller, box: Box
) -> None:
    message_id, job_id = queue(sessions)
    settings = make_settings(mail_server.port, SMTP_STARTTLS=True)
    assert work(sessions, settings, job_id).error_code == "C611"
    assert read(sessions, message_id).state is MessageState.FAILED
    assert box.received == []


def test_encryption__with_a_certificate_that_is_trusted__is_used(
    sessions: sessionmaker[Session], encrypted: Controller, certificate: Path, box: Box, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    message_id, job_id = queue(sessions)
    work(sessions, make_settings(encrypted.port, SMTP_STARTTLS=True), job_id)
    assert read(sessions, message_id).state is MessageState.SENT
    assert len(box.received) == 1


def test_encryption__with_a_certificate_nobody_knows__sends_nothing(
    sessions: sessionmaker[Session], encrypted: Controller, box: Box
) -> None:
    message_id, job_id = queue(sessions)
    job = work(sessions, make_settings(encrypted.port, SMTP_STARTTLS=True), job_id)
    assert job.error_code == "C611"
    assert read(sessions, message_id).state is MessageState.FAILED
    assert box.received == []


def test_mail__without_a_server__says_what_to_set(sessions: sessionmaker[Session]) -> None:
    message_id, job_id = queue(sessions)
    job = work(sessions, make_settings(25, SMTP_HOST=""), job_id)
    assert (job.error_code, read(sessions, message_id).state) == ("C613", MessageState.FAILED)


def test_heading__with_a_line_break__adds_no_other_heading(sessions: sessionmaker[Session]) -> None:
    tricky = messaging.NewMessage("ada@example.org", "Hello\r\nBcc: eve@example.org", "text")
    with sessions() as session:
        row = messaging.queue_message(session, tricky, domain="example.org", now=NOW)
        letter = messaging.take_letter(session, row.id)
    assert letter is not None
    sent = message_from_bytes(mailing.compose(letter, "region@example.org"))
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Hello Bcc: eve@example.org"


def test_sending__asked_for_twice__is_one_job(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        row = messaging.queue_message(session, WORDS, domain="example.org", now=NOW)
        first, second = (messaging.request_sending(session, row, staff_id=None, now=NOW).id for _ in range(2))
        kinds = session.scalars(select(Job.kind)).all()
    assert first == second
    assert kinds == [JobKind.SEND_MESSAGE]
