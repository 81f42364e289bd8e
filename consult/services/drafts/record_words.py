"""Words of the drafted response for the values of our enumerations."""

from consult.vocabulary import Bucket, Sector

# As each reads after "from", and as a heading.
SECTORS: dict[Sector | None, tuple[str, str]] = {
    Sector.LOCAL_AUTHORITY_UPPER: ("county and unitary councils", "County and unitary councils"),
    Sector.LOCAL_AUTHORITY_LOWER: ("district and borough councils", "District and borough councils"),
    Sector.GOVERNMENT_DEPARTMENT: ("government departments", "Government departments"),
    Sector.POLICE: ("the police", "Police"),
    Sector.HEALTH: ("health bodies", "Health"),
    Sector.FIRE_RESCUE: ("fire and rescue services", "Fire and rescue"),
    Sector.VOLUNTARY_COMMUNITY: ("voluntary and community groups", "Voluntary and community groups"),
    Sector.MIGRANT_LED: ("migrant-led groups", "Migrant-led groups"),
    Sector.ACCOMMODATION_PROVIDER: ("accommodation providers", "Accommodation providers"),
    Sector.EMPLOYER: ("employers", "Employers"),
    Sector.EDUCATION: ("schools, colleges and universities", "Schools, colleges and universities"),
    Sector.LEGAL_ADVICE: ("legal advice services", "Legal advice"),
    Sector.ACADEMIC: ("academics", "Academics"),
    Sector.INDIVIDUAL: ("members of the public", "Members of the public"),
    None: ("respondents who gave no sector", "No sector given"),
}
NO_SECTOR = "none"

BUCKETS: dict[Bucket, str] = {
    Bucket.ANALYSED: "Analysed",
    Bucket.EMPTY: "No answer in words",
    Bucket.NO_SUBSTANCE: "Nothing to analyse, such as “no comment”",
    Bucket.UNREADABLE: "Could not be read",
    Bucket.UNKNOWN_LANGUAGE: "Language not known",
    Bucket.DUPLICATE_ID: "The same return twice",
    Bucket.NOT_PERMITTED: "Permission does not cover analysis",
    Bucket.LOCKED: "Locked when the analysis ran",
    Bucket.WITHDRAWN: "Withdrawn",
    Bucket.SET_ASIDE: "Set aside as not an experience",
    Bucket.NOT_ANALYSED: "Received or permitted after the analysis",
}


def key_of_sector(sector: Sector | None) -> str:
    """The key of a sector in figures and tables."""
    return sector.value if sector else NO_SECTOR
