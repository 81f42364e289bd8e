"""A data-protection file that is complete, and one that is approved."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.protection import NoticeVersion, ProtectionFile
from consult.models.protection_kinds import TIMED_RECORDS, RecipientKind, RetentionUnit, SpecialCondition
from consult.services.consultations.protecting import Approval
from consult.services.consultations.protection_content import (
    FileContent,
    Recipient,
    Retention,
    digest,
    to_dict,
)
from tests.factories.numbering import NOW, TODAY, add, seeded_id, take_number

HOUSING = Recipient(
    "city-housing", {"en": "City housing team", "ar": "فريق الإسكان"}, RecipientKind.COUNCIL, True
)
TRANSLATORS = Recipient("translators", {"en": "Translators of Wide River"}, RecipientKind.TRANSLATOR)
COMPLETE = FileContent(
    controllers=("Vale Council",),
    officer_contact="Data-protection officer, Vale Council, officer@example.org",
    special_condition=SpecialCondition.PUBLIC_INTEREST,
    law="Section 1 of the Localism Act 2011",
    assessment_reference="DPIA-7 of 1 May 2031",
    recipients=(HOUSING, TRANSLATORS),
    retention={kind: Retention(place, RetentionUnit.MONTHS) for place, kind in enumerate(TIMED_RECORDS, 10)},
    withdrawal_until_on=date(2031, 6, 30),
    complaints_contact="Complaints, Vale Council, complaints@example.org",
)
OFFICER = Approval("Ola Officer, data-protection officer", TODAY, "DP/2031/4")


def make_notice(session: Session, consultation: Consultation, **values: Any) -> NoticeVersion:
    """A complete file, approved by somebody outside the staff as the first version."""
    n, said = take_number(session, NoticeVersion), to_dict(replace(COMPLETE, **values))
    add(
        session,
        ProtectionFile(id=seeded_id("protection", n), consultation_id=consultation.id, content=said),
    )
    return make_version(session, consultation, 1, **values)


def make_version(session: Session, consultation: Consultation, number: int, **values: Any) -> NoticeVersion:
    """What such a file says, approved as the version of that number, whatever day that was."""
    content = replace(COMPLETE, **values)
    n, said = take_number(session, NoticeVersion), to_dict(content)
    approved = NoticeVersion(
        id=seeded_id("notice", n),
        consultation_id=consultation.id,
        number=number,
        content=said,
        digest=digest(content),
        approver_name=OFFICER.name,
        approval_reference=OFFICER.reference,
        approved_on=OFFICER.approved_on,
        recorded_at=NOW,
    )
    add(session, approved)
    return approved
