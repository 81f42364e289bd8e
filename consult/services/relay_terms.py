"""What a community group promises before it passes anything on: the current version, and who accepted it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.groups import GroupAgreement, RelayGroup
from consult.services.relay_agreements import get_current_agreement


@dataclass(frozen=True)
class RelayTerms:
    """One version of the agreement; title and promises by language tag."""

    version: int
    title: Mapping[str, str]
    promises: Mapping[str, Sequence[str]]


def get_current_terms(session: Session) -> RelayTerms:
    """The version that holds now."""
    found = get_current_agreement(session)
    return RelayTerms(
        found.version,
        found.title,
        {tag: tuple(lines.splitlines()) for tag, lines in found.promises.items()},
    )


def has_accepted(group: RelayGroup, terms: RelayTerms) -> bool:
    """Whether the group accepted this very version."""
    return any(one.agreement_version == terms.version for one in group.agreements)


def accept_terms(
    session: Session, group: RelayGroup, terms: RelayTerms, *, accepted_by: str, today: date
) -> None:
    """Keep which version was accepted, when and by whom; the same again adds nothing."""
    if not has_accepted(group, terms):
        group.agreements.append(
            GroupAgreement(agreement_version=terms.version, accepted_on=today, accepted_by=accepted_by)
        )
        session.flush()
