"""What a privacy notice calls the parts of a data-protection file, in the page's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, ngettext

from consult.models.protection_kinds import (
    LawfulBasis,
    RecipientKind,
    RecordKind,
    RetentionUnit,
    SpecialCondition,
)
from consult.services.consultations.protection_content import Retention

BASES = {
    LawfulBasis.PUBLIC_TASK: lazy_gettext("It is a task in the public interest (UK GDPR, Article 6(1)(e))."),
    LawfulBasis.LEGAL_OBLIGATION: lazy_gettext("The law obliges us to do it (UK GDPR, Article 6(1)(c))."),
    LawfulBasis.LEGITIMATE_INTERESTS: lazy_gettext(
        "It serves a legitimate interest that does not outweigh your rights (UK GDPR, Article 6(1)(f))."
    ),
}
CONDITIONS = {
    SpecialCondition.PUBLIC_INTEREST: lazy_gettext(
        "What you tell us may show your health, belief or origin. We may keep that because of a substantial "
        "public interest (UK GDPR, Article 9(2)(g))."
    ),
    SpecialCondition.RESEARCH: lazy_gettext(
        "What you tell us may show your health, belief or origin. We may keep that for research and "
        "statistics (UK GDPR, Article 9(2)(j))."
    ),
    SpecialCondition.HEALTH_OR_SOCIAL_CARE: lazy_gettext(
        "What you tell us may show your health, belief or origin. We may keep that to plan health or "
        "social care (UK GDPR, Article 9(2)(h))."
    ),
    SpecialCondition.NOT_FOR_PROFIT_BODY: lazy_gettext(
        "What you tell us may show your health, belief or origin. We may keep that as a not-for-profit "
        "body, about people who are in contact with it (UK GDPR, Article 9(2)(d))."
    ),
}
KINDS = {
    RecipientKind.COUNCIL: lazy_gettext("council"),
    RecipientKind.HEALTH: lazy_gettext("health service"),
    RecipientKind.EDUCATION: lazy_gettext("school, college or other education"),
    RecipientKind.COMMUNITY: lazy_gettext("voluntary or community group"),
    RecipientKind.LEGAL_ADVICE: lazy_gettext("legal advice"),
    RecipientKind.RESEARCH: lazy_gettext("university or research"),
    RecipientKind.TRANSLATOR: lazy_gettext("translator"),
    RecipientKind.PROCESSOR: lazy_gettext("works for us under contract"),
    RecipientKind.GOVERNMENT_DEPARTMENT: lazy_gettext("government department"),
    RecipientKind.POLICE: lazy_gettext("police"),
    RecipientKind.IMMIGRATION_ENFORCEMENT: lazy_gettext("immigration enforcement"),
    RecipientKind.ACCOMMODATION_PROVIDER: lazy_gettext("accommodation provider"),
}
RECORDS = {
    RecordKind.RETURNS: lazy_gettext("Returns of organisations"),
    RecordKind.EXPERIENCES: lazy_gettext("Experiences"),
    RecordKind.KEYS: lazy_gettext("The keys that open experiences"),
    RecordKind.CONCERNS: lazy_gettext("A concern for somebody’s safety"),
    RecordKind.AUDIT: lazy_gettext("The record of who did what"),
    RecordKind.EXPORTS: lazy_gettext("Files made from returns and experiences"),
}

WHILE_IT_STANDS = lazy_gettext("As long as this site exists")


def say_basis(basis: LawfulBasis) -> str:
    """The lawful basis in a sentence; it never speaks of permission."""
    return str(BASES[basis])


def say_condition(condition: SpecialCondition) -> str:
    """The condition for sensitive matters in a sentence."""
    return str(CONDITIONS[condition])


def say_recipient_kind(kind: RecipientKind) -> str:
    """What kind of body a recipient is."""
    return str(KINDS[kind])


def say_time(kept: Retention) -> str:
    """How long, in the forms of the page's language."""
    if kept.unit is RetentionUnit.DAYS:
        return ngettext("%(num)s day", "%(num)s days", kept.count)
    return ngettext("%(num)s month", "%(num)s months", kept.count)


def list_kept(retention: Mapping[RecordKind, Retention]) -> list[tuple[str, str]]:
    """Each kind of record that has a time, and how long it is kept; the audit record is never shortened."""
    timed = {kind: say_time(retention[kind]) for kind in RecordKind if kind in retention}
    timed[RecordKind.AUDIT] = str(WHILE_IT_STANDS)
    return [(str(RECORDS[kind]), timed[kind]) for kind in RecordKind if kind in timed]
