"""The demonstration's fictional care: what is promised to people who tell, and who near can help."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.services import auditing
from consult.services.consultations.caring import CareDetails, SupportDetails, add_support, describe_care
from consult.services.sample.sampling_region import SAMPLE, read_toml
from consult.vocabulary import SupportKind


def load_care(session: Session, *, now: datetime) -> None:
    """Put the fictional promises and support lines in place."""
    found = read_toml(SAMPLE / "care.toml")
    describe_care(session, CareDetails(**found["promise"]), actor=auditing.SYSTEM, now=now)
    for one in found["support"]:
        given = {**one, "kind": SupportKind(one["kind"]), "languages": tuple(one["languages"])}
        add_support(session, SupportDetails(**given), actor=auditing.SYSTEM, now=now)
