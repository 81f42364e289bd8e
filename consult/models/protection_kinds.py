"""Kinds that a data-protection file chooses from. Stored as strings."""

from enum import StrEnum


class Controllership(StrEnum):
    """Whether one body decides alone, or several decide together."""

    SOLE = "sole"
    JOINT = "joint"


class LawfulBasis(StrEnum):
    """Article 6 of the UK GDPR. Consent is left out: permission is asked for apart, and is not the basis."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class SpecialCondition(StrEnum):
    """Article 9 of the UK GDPR: the condition for what shows health, belief, origin and the like."""

    PUBLIC_INTEREST = "public_interest"
    RESEARCH = "research"
    HEALTH_OR_SOCIAL_CARE = "health_or_social_care"
    NOT_FOR_PROFIT_BODY = "not_for_profit_body"


class RecipientKind(StrEnum):
    """What kind of body receives something."""

    COUNCIL = "council"
    HEALTH = "health"
    EDUCATION = "education"
    COMMUNITY = "community"
    LEGAL_ADVICE = "legal_advice"
    RESEARCH = "research"
    TRANSLATOR = "translator"
    PROCESSOR = "processor"
    GOVERNMENT_DEPARTMENT = "government_department"
    POLICE = "police"
    IMMIGRATION_ENFORCEMENT = "immigration_enforcement"
    ACCOMMODATION_PROVIDER = "accommodation_provider"


NEVER_GIVEN_ACCOUNTS = frozenset(
    {
        RecipientKind.GOVERNMENT_DEPARTMENT,
        RecipientKind.POLICE,
        RecipientKind.IMMIGRATION_ENFORCEMENT,
        RecipientKind.ACCOMMODATION_PROVIDER,
    }
)


class RecordKind(StrEnum):
    """Each kind of record that has its own time to be kept."""

    RETURNS = "returns"
    EXPERIENCES = "experiences"
    KEYS = "keys"
    CONCERNS = "concerns"
    AUDIT = "audit"
    EXPORTS = "exports"


TIMED_RECORDS = tuple(kind for kind in RecordKind if kind is not RecordKind.AUDIT)
"""Those for which a time is given. The record of who did what is kept as long as the site exists."""


class RetentionUnit(StrEnum):
    """What a time to be kept is counted in."""

    DAYS = "days"
    MONTHS = "months"
