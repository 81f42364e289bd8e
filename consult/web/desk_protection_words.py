"""What the staff area calls the parts of a data-protection file."""

from consult.models.protection_kinds import (
    Controllership,
    LawfulBasis,
    RecipientKind,
    RecordKind,
    SpecialCondition,
)

CONTROLLERSHIPS = {
    Controllership.SOLE: "One body is responsible alone",
    Controllership.JOINT: "Several are responsible together (joint controllers)",
}
LAWFUL_BASES = {
    LawfulBasis.PUBLIC_TASK: "6(1)(e): a task in the public interest",
    LawfulBasis.LEGAL_OBLIGATION: "6(1)(c): a legal obligation",
    LawfulBasis.LEGITIMATE_INTERESTS: "6(1)(f): legitimate interests (not for a public authority’s tasks)",
}
CONDITIONS = {
    SpecialCondition.PUBLIC_INTEREST: "9(2)(g): substantial public interest",
    SpecialCondition.RESEARCH: "9(2)(j): research and statistics",
    SpecialCondition.HEALTH_OR_SOCIAL_CARE: "9(2)(h): planning of health or social care",
    SpecialCondition.NOT_FOR_PROFIT_BODY: "9(2)(d): a not-for-profit body, about people in contact with it",
}
RECIPIENT_KINDS = {
    RecipientKind.COUNCIL: "Council",
    RecipientKind.HEALTH: "Health service",
    RecipientKind.EDUCATION: "School, college or other education",
    RecipientKind.COMMUNITY: "Voluntary or community group",
    RecipientKind.LEGAL_ADVICE: "Legal advice",
    RecipientKind.RESEARCH: "University or research",
    RecipientKind.TRANSLATOR: "Translator outside the staff, who may get copies of experiences",
    RecipientKind.PROCESSOR: "Works for us under contract (hosting, printing)",
    RecipientKind.GOVERNMENT_DEPARTMENT: "Government department",
    RecipientKind.POLICE: "Police",
    RecipientKind.IMMIGRATION_ENFORCEMENT: "Immigration enforcement",
    RecipientKind.ACCOMMODATION_PROVIDER: "Accommodation provider",
}
KEPT_LABELS = {
    RecordKind.RETURNS: "Returns of organisations",
    RecordKind.EXPERIENCES: "Experiences",
    RecordKind.KEYS: "Keys of experiences",
    RecordKind.CONCERNS: "Concerns for somebody’s safety",
    RecordKind.EXPORTS: "Files made from returns and experiences",
}
KEPT_HINTS = {
    RecordKind.RETURNS: "Each counts from the day the consultation closes, such as 24 months or 90 days.",
    RecordKind.KEYS: "An experience is deleted with its key: enter at least as long as for experiences.",
    RecordKind.CONCERNS: "Withdrawing does not destroy these; the person is told so.",
}
