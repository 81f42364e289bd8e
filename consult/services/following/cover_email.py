"""The e-mail that goes to government with an exact version: what it is, who agreed to it, and what it asks.

It names nobody who gave an experience. The words of an organisation are in it only where these are an ask
that it confirmed: who takes the e-mail as a file has it from `exporting_cover`, which keeps that on record.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address

from sqlalchemy.orm import Session

from analysis.drafting.figures import write_date
from consult.models.consultation import Consultation
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing
from consult.services.drafts.withholding_names import find_unnamed
from consult.services.following.ask_texts import read_texts
from consult.services.region.setting_up import find_partnership
from consult.services.signing.finding_sign_offs import find_standing_sign_off
from consult.services.signing.saying_sign_offs import WAYS
from consult.services.versions.noting_withdrawals import note_withdrawals
from consult.services.versions.version_bodies import FrozenBody

SHORT = 16
"""Signs of the fingerprint in the e-mail; the response itself has it whole."""
DECISION = "The decision is the government’s. Please tell us what it decides, and where we can read it."
LATER = (
    "People may take their words back at any time. If any of this response are, we shall tell you which "
    "passage to leave out."
)


@dataclass(frozen=True)
class Cover:
    """An e-mail without a recipient. sender: an address that the region set, if it did.

    file_id: of the record of the file, where it is one and has an organisation's words.
    """

    subject: str
    text: str
    sender_name: str
    sender: str
    dated: datetime
    digest: str
    file_id: str = ""


def write_cover(
    session: Session,
    version: DraftVersion,
    *,
    forms: Collection[str],
    attached: str = "",
    showing: Showing,
    subject_id: str = "",
) -> Cover:
    """The e-mail for a version, as it stands today.

    forms: in which the response can be had, as a person reads each ("a PDF"). attached: the one that is.
    subject_id: of the file that it becomes, if it does.
    """
    body = note_withdrawals(session, version, today=find_day(showing.now))
    region = find_partnership(session)
    name = _join_line(region.name if region else body.partnership)
    host = _join_line(region.host if region else "")
    address = _join_line(region.contact_email if region else "")
    paragraphs = [
        "Dear colleague,",
        _say_who(session, version, body, name, host),
        _say_which(version),
        _say_signed(session, version),
        _say_less(len(version.withdrawals)),
        _say_attached(forms, attached),
        _list_asks(session, version, showing, subject_id),
        LATER,
        DECISION,
        f"Contact: {', '.join(filter(None, (name, address)))}",
        name,
    ]
    text = "\n\n".join(filter(None, paragraphs))
    subject = f"{_join_line(body.title)}: regional response of {name}, version {version.number}"
    return Cover(subject, f"{text}\n", name, _find_sender(address), version.made_at, version.digest)


def _find_sender(address: str) -> str:
    """The address where a heading of an e-mail can hold it; whoever sends the e-mail adds another."""
    with suppress(ValueError, MessageError):
        return Address(addr_spec=address).addr_spec if address else ""
    return ""


def _say_who(session: Session, version: DraftVersion, body: FrozenBody, name: str, host: str) -> str:
    """Who sends for whom. Only the region is named: the response says itself who agreed to be."""
    consultation = session.get_one(Consultation, version.consultation_id)
    asked_by = _join_line(consultation.consulting_body)
    by = f" of {asked_by}" if asked_by else ""
    hosted = f", hosted by {host}," if host else ""
    return (
        f"{name}{hosted} sends you the response of the region to the consultation{by} "
        f"“{_join_line(body.title)}”. It sends it for those in the region who answered: the response names "
        "the organisations that agreed to be named, and nobody who told of an experience."
    )


def _say_which(version: DraftVersion) -> str:
    return (
        f"This is version {version.number}, with the record as of {write_date(version.as_of_on)}. Its "
        f"fingerprint (SHA-256) begins with {version.digest[:SHORT]}; the annex on method has it in full."
    )


def _say_signed(session: Session, version: DraftVersion) -> str:
    """Which forum signed this very version off, and how; said too where none has."""
    row = find_standing_sign_off(session, version.consultation_id)
    if row is None or (row.version_id, row.digest) != (version.id, version.digest):
        return "No forum has signed this version off."
    return _say_forum(row)


def _say_forum(row: SignOff) -> str:
    forum = _join_line(row.forum_name)
    return f"It was signed off by {forum} {WAYS[row.way]} on {write_date(row.decided_on)}."


def _say_less(count: int) -> str:
    """How many places give less than when the version was made."""
    if not count:
        return "Nothing of it has been withdrawn since it was made."
    places = "1 place gives" if count == 1 else f"{count} places give"
    return f"{places} less than when it was made, because words or a name were taken back; each says so."


def _say_attached(forms: Collection[str], attached: str) -> str:
    others = _join_or([one for one in forms if one != attached])
    if not attached:
        return f"The response is attached. You can have it as {others}."
    return f"The response is attached as {attached}." + (
        f" You can have it as {others} too." if others else ""
    )


def _list_asks(session: Session, version: DraftVersion, showing: Showing, subject_id: str) -> str:
    """What the version asks of government, numbered in its order; nothing where it asks nothing."""
    unnamed = find_unnamed(session, version.consultation_id, today=find_day(showing.now))
    texts = read_texts(session, version, unnamed, showing, subject_id).values()
    asks = [line for text in texts if (line := _join_line(text))]
    lines = [f"{number}. {text}" for number, text in enumerate(asks, start=1)]
    return "\n".join(["What the response asks of government:", *lines]) if lines else ""


def _join_or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _join_line(text: str) -> str:
    """A text on one line: no line break reaches a heading of the e-mail."""
    return " ".join(text.split())
