"""A response that was sent: of no version, or of one, with its proof and recipients."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.following_kinds import SendingWay
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.consultations.attaching import attach
from consult.services.following.recording_submissions import Sending, record_submission
from consult.services.permissions.releasing import Holder
from consult.services.returns.revising import NOBODY
from tests.factories.agreeing import ADA
from tests.factories.numbering import NOW, TODAY

EARLIER = "Sent before versions were kept."
OFFICE = Holder("The Home Office, migration desk", "desk@home.example")
MINISTER = Holder("Office of the minister")
RECEIPT = b"Received: your response to the consultation. Reference 4711."


def send_earlier(session: Session, consultation: Consultation, sent_on: date = TODAY) -> Submission:
    """As nobody knows which version it was."""
    given = Sending(sent_on, reason=EARLIER)
    return record_submission(session, SYSTEM, consultation, given, author=NOBODY, now=NOW.replace(year=2099))


def make_proof(session: Session, consultation: Consultation) -> AttachedFile:
    """The receipt of a portal, as plain text."""
    given = ("receipt.txt", RECEIPT)
    return attach(session, SYSTEM, consultation, AttachedKind.PROOF, given, author=NOBODY, now=NOW)


def send_version(
    session: Session, consultation: Consultation, version: DraftVersion, **values: Any
) -> Submission:
    """A version that went by e-mail today to an office with an address and one without."""
    usual = {"way": SendingWay.EMAIL, "recipients": (OFFICE, MINISTER), "reason": "Agreed by telephone."}
    proof = values.pop("proof", None) or make_proof(session, consultation)
    now = values.pop("now", NOW)
    sending = Sending(**{"sent_on": TODAY, **usual, "version": version, "proof": proof, **values})
    return record_submission(session, SYSTEM, consultation, sending, author=ADA, now=now)
