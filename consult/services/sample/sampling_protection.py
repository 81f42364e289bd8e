"""The demonstration's fictional data-protection file, complete and approved."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services import auditing
from consult.services.consultations.protecting import Approval, approve_file, change_file
from consult.services.consultations.protection_content import FileContent, from_dict, to_dict
from consult.services.sample.sampling import MoveDate
from consult.services.sample.sampling_region import SAMPLE, read_toml


def load_protection_file(
    session: Session, consultation: Consultation, *, move: MoveDate, now: datetime
) -> int:
    """Fill the file in and approve it; returns the number of the notice."""
    found: dict[str, Any] = read_toml(SAMPLE / "protection.toml")
    approval = found.pop("approval")
    day = move(found.pop("withdrawal_until_on")).isoformat()
    content = from_dict(to_dict(FileContent()) | found | {"withdrawal_until_on": day})
    change_file(session, consultation, content, actor=auditing.SYSTEM, now=now)
    outside = Approval(approval["name"], move(approval["approved_on"]), approval["reference"])
    return approve_file(session, consultation, outside, actor=auditing.SYSTEM, now=now).number
