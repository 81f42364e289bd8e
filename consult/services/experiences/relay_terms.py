"""Which version of the relay agreement a community group has accepted, when, and who said so for it."""

from datetime import date

from sqlalchemy.orm import Session

from consult.models.groups import GroupAgreement, RelayGroup
from consult.models.relay_agreement import RelayAgreement


def has_accepted(group: RelayGroup, terms: RelayAgreement) -> bool:
    """Whether the group accepted this very version."""
    return any(one.agreement_version == terms.version for one in group.agreements)


def accept_terms(
    session: Session, group: RelayGroup, terms: RelayAgreement, *, accepted_by: str, today: date
) -> None:
    """Keep which version was accepted, when and by whom; the same again adds nothing."""
    if not has_accepted(group, terms):
        group.agreements.append(
            GroupAgreement(agreement_version=terms.version, accepted_on=today, accepted_by=accepted_by)
        )
        session.flush()
