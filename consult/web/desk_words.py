"""What the staff area calls the values of our enumerations: one table for each."""

from datetime import date

from babel import Locale

from consult.vocabulary import (
    LANGUAGES,
    Channel,
    ConsultationState,
    FormPurpose,
    Purpose,
    ResponseState,
    Sector,
    SupportKind,
    VersionState,
)

SECTORS: dict[Sector, str] = {
    Sector.LOCAL_AUTHORITY_UPPER: "Upper-tier and unitary councils",
    Sector.LOCAL_AUTHORITY_LOWER: "District councils",
    Sector.GOVERNMENT_DEPARTMENT: "Government departments",
    Sector.POLICE: "Police",
    Sector.HEALTH: "Health",
    Sector.FIRE_RESCUE: "Fire and rescue",
    Sector.VOLUNTARY_COMMUNITY: "Voluntary and community groups",
    Sector.MIGRANT_LED: "Migrant-led groups",
    Sector.ACCOMMODATION_PROVIDER: "Accommodation provider",
    Sector.EMPLOYER: "Employers",
    Sector.EDUCATION: "Education",
    Sector.LEGAL_ADVICE: "Legal advice",
    Sector.ACADEMIC: "Academics",
    Sector.INDIVIDUAL: "Individuals",
}
CHANNELS: dict[Channel, str] = {
    Channel.WEB: "Web form",
    Channel.IMPORT: "Spreadsheet",
    Channel.PAPER: "Paper",
    Channel.EMAIL: "E-mail",
    Channel.TELEPHONE: "Telephone",
    Channel.VOUCHED: "Through a community group",
    Channel.OPEN: "Open web form",
}
RESPONSE_STATES: dict[ResponseState, tuple[str, str]] = {
    ResponseState.IN_PROGRESS: ("Being written", "yellow"),
    ResponseState.SUBMITTED: ("Received", "green"),
    ResponseState.WITHDRAWN: ("Withdrawn", "grey"),
}
CONSULTATION_STATES: dict[ConsultationState, tuple[str, str]] = {
    ConsultationState.PREPARING: ("In preparation", "yellow"),
    ConsultationState.OPEN: ("Open", "green"),
    ConsultationState.CLOSED: ("Closed", "grey"),
    ConsultationState.SENT: ("Sent", "purple"),
}
VERSION_STATES: dict[VersionState, tuple[str, str]] = {
    VersionState.DRAFT: ("Draft", "yellow"),
    VersionState.PUBLISHED: ("Published", "green"),
    VersionState.SUPERSEDED: ("Replaced", "grey"),
}
FORM_PURPOSES: dict[FormPurpose, str] = {
    FormPurpose.RETURN: "Returns from organisations",
    FormPurpose.ACCOUNT: "People’s own experiences",
}
PURPOSES: dict[Purpose, str] = {
    Purpose.ANALYSE: "Use the answers in the analysis",
    Purpose.QUOTE: "Quote the answers",
    Purpose.ATTRIBUTE: "Name the organisation beside a quotation",
    Purpose.CONTACT: "Contact them about their answers",
    Purpose.SHARE: "Share the answers with partners",
}
SUPPORT_KINDS: dict[SupportKind, str] = {
    SupportKind.EVERYBODY: "Everybody",
    SupportKind.CHILDREN: "Children and young people",
    SupportKind.CHILDREN_SERVICES: "Children who are alone: the council’s children’s services or a worker",
}
NO_SECTOR = "Sector not given"
NO_PLACE = "Sub-region not given"


def name_sector(sector: Sector | None) -> str:
    """A sector in words, also where none was given."""
    return SECTORS[sector] if sector else NO_SECTOR


def name_language(tag: str) -> str:
    """A language by its English name; the tag itself where nobody has one for it.

    `und`, of words in letters of no language known here, is “Unknown language”.
    """
    if tag in LANGUAGES:
        return LANGUAGES[tag].english_name
    return Locale("en").languages.get(tag, tag) or "Not known"


def count_in_words(number: int, noun: str, plural: str = "") -> str:
    """“1 return”, “12 returns”, “no returns”."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {words}" if number else f"no {words}"


def show_short_day(day: date) -> str:
    """A day as “3 March 2031”."""
    return f"{day.day} {day:%B %Y}"


def say_days_left(closes_on: date | None, today: date) -> str:
    """How long is left to answer; the closing date is the last whole day."""
    if closes_on is None:
        return "No closing date"
    days = (closes_on - today).days
    if days < 0:
        return "Closed yesterday" if days == -1 else f"Closed {-days:,} days ago"
    return {0: "Closes today at midnight", 1: "Closes tomorrow"}.get(days, f"{days:,} days left")


def say_after_state(state: ConsultationState, closes_on: date | None, today: date) -> str:
    """What stands after the word for a state: the days left, or when it closed without saying so twice."""
    if state in {ConsultationState.PREPARING, ConsultationState.OPEN}:
        return say_days_left(closes_on, today)
    return f"on {show_short_day(closes_on)}" if closes_on and state is ConsultationState.CLOSED else ""
