"""Speak to the mail server: what comes before the message is safe to repeat, what comes after is not."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from consult.errors import CodedError, ConfigurationError

TIMEOUT_SECONDS = 20
ACCEPTED = (250, 251)  # 251: not a local user, will be forwarded


@dataclass(frozen=True)
class Letter:
    """One message as it is sent; the Message-ID stays the same however often that is tried."""

    message_id: str
    to_address: str
    subject: str
    body_text: str
    language: str
    written_at: datetime


class NotHandedOver(CodedError):
    """The server did not take the message: it was surely not sent."""


class PerhapsHandedOver(CodedError):
    """The connection ended while the server took the message: nobody knows whether it was sent."""


def require_mail(settings: Mapping[str, Any]) -> None:
    """Raises: ConfigurationError (C613) where no server or no sender is set."""
    for name in ("SMTP_HOST", "MAIL_FROM"):
        if not settings[name]:
            raise ConfigurationError("C613", name=name)


def compose(letter: Letter, sender: str) -> bytes:
    """The message in the form it travels in; a line break in a heading is refused by the library."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to_address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body_text)
    return message.as_bytes()


@contextmanager
def connect(settings: Mapping[str, Any]) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and signed in as the settings say. Raises: NotHandedOver (C611)."""
    require_mail(settings)
    host = settings["SMTP_HOST"]
    try:
        server = _open(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise NotHandedOver("C611", host=host, reason=_explain(error)) from error
    try:
        yield server
        with suppress(OSError, smtplib.SMTPException):  # the message is on its way whatever the goodbye says
            server.quit()
    finally:
        server.close()


def announce(server: smtplib.SMTP, letter: Letter, settings: Mapping[str, Any]) -> None:
    """Name sender and recipient; the message itself has not begun. Raises: NotHandedOver (C611)."""
    try:
        replies = [server.mail(_bare(settings["MAIL_FROM"])), server.rcpt(letter.to_address)]
    except (OSError, smtplib.SMTPException) as error:
        raise NotHandedOver("C611", host=settings["SMTP_HOST"], reason=_explain(error)) from error
    refused = next((text for code, text in replies if code not in ACCEPTED), None)
    if refused is not None:
        reason = refused.decode("utf-8", "replace")
        raise NotHandedOver("C611", host=settings["SMTP_HOST"], reason=reason)


def hand_over(server: smtplib.SMTP, letter: Letter, settings: Mapping[str, Any]) -> None:
    """Send the message. Raises: NotHandedOver (C611) where it is refused, PerhapsHandedOver (C612)."""
    try:
        code, text = server.data(compose(letter, settings["MAIL_FROM"]))
    except smtplib.SMTPDataError as error:
        raise NotHandedOver("C611", host=settings["SMTP_HOST"], reason=_explain(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise PerhapsHandedOver("C612") from error
    if code not in ACCEPTED:
        raise NotHandedOver("C611", host=settings["SMTP_HOST"], reason=text.decode("utf-8", "replace"))


def _open(settings: Mapping[str, Any]) -> smtplib.SMTP:
    """The host is named at once: its certificate is checked against that name."""
    server = smtplib.SMTP(settings["SMTP_HOST"], settings["SMTP_PORT"], timeout=TIMEOUT_SECONDS)
    try:
        _prepare(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _prepare(server: smtplib.SMTP, settings: Mapping[str, Any]) -> None:
    server.ehlo_or_helo_if_needed()
    if settings["SMTP_STARTTLS"]:
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    if settings["SMTP_USERNAME"]:
        password = Path(settings["SMTP_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
        server.login(settings["SMTP_USERNAME"], password)


def _bare(sender: str) -> str:
    """The address alone, of a sender that may carry a name: Name <address>."""
    return sender.rpartition("<")[2].rstrip("> ")


def _explain(error: Exception) -> str:
    """What the server said, or what went wrong on the way to it; never a password."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return str(error) or type(error).__name__
