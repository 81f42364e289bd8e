"""What a community group promises before it passes anything on: the current version, and who accepted it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.groups import GroupAgreement, RelayGroup


@dataclass(frozen=True)
class RelayTerms:
    """One version of the agreement; title and promises by language tag."""

    version: int
    title: Mapping[str, str]
    promises: Mapping[str, Sequence[str]]


FIRST_TERMS = RelayTerms(
    1,
    {"en": "What our group promises"},
    {
        "en": (
            "We pass on only what somebody chose to tell us, in their own words as nearly as we can.",
            "We explain first who reads it, who is a member of the partnership, and what it cannot do.",
            "Saying no, or taking it back, changes nothing in how we help anybody.",
            "We keep no copy, no list of names and no recording.",
            "The person alone keeps their card. We do not ask for its number.",
            "When somebody may be in danger, we follow our safeguarding rules and call for help ourselves.",
        )
    },
)


def get_current_terms(session: Session) -> RelayTerms:  # noqa: ARG001 - versions will be read from it
    """The version that holds now."""
    return FIRST_TERMS


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
