"""The e-mail that goes with a response, as a file for mail programs; the same bytes each time.

No recipient, no name of whoever made it, no number of its own: the mail program gives it one when it is sent.
"""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from consult.services.following.cover_email import Cover

MESSAGE_TYPE = "message/rfc822"
BOUNDARY_SIGNS = 32


@dataclass(frozen=True)
class Attached:
    """A file that goes with it; parameters of media_type are not given on. Text is in UTF-8."""

    name: str
    media_type: str
    content: bytes


def make_message(cover: Cover, attached: Attached | None = None) -> bytes:
    """Write the e-mail, with the response in it if one is given. Its date is that of the version."""
    message = EmailMessage(policy=SMTP)
    if cover.sender:
        message["From"] = Address(cover.sender_name, addr_spec=cover.sender)
    message["Subject"] = cover.subject
    message["Date"] = format_datetime(cover.dated)
    message["Content-Language"] = "en-GB"
    message["X-Unsent"] = "1"  # mail programs that know it open the file to be written on
    message.set_content(cover.text, cte="quoted-printable")
    if attached is not None:
        _attach(message, attached, cover.digest)
    return message.as_bytes()


def _attach(message: EmailMessage, attached: Attached, digest: str) -> None:
    maintype, _, subtype = attached.media_type.partition(";")[0].strip().partition("/")
    about: dict[str, Any] = {"params": {"charset": "utf-8"}} if maintype == "text" else {}
    about |= {"maintype": maintype, "subtype": subtype, "filename": attached.name}
    message.add_attachment(attached.content, **about)
    message.set_boundary(f"response-{digest[:BOUNDARY_SIGNS]}")
