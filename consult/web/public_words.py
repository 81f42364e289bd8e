"""What public pages call the values of our enumerations, in the page's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from consult.vocabulary import Sector
from consult.web.languages import SOURCE, find_chosen_language
from forms.definitions import find_text

SECTORS = {
    Sector.LOCAL_AUTHORITY_UPPER: lazy_gettext("County, unitary or metropolitan council"),
    Sector.LOCAL_AUTHORITY_LOWER: lazy_gettext("District council"),
    Sector.GOVERNMENT_DEPARTMENT: lazy_gettext("Government department"),
    Sector.POLICE: lazy_gettext("Police"),
    Sector.HEALTH: lazy_gettext("Health"),
    Sector.FIRE_RESCUE: lazy_gettext("Fire and rescue"),
    Sector.VOLUNTARY_COMMUNITY: lazy_gettext("Voluntary or community group"),
    Sector.MIGRANT_LED: lazy_gettext("Group led by migrants"),
    Sector.ACCOMMODATION_PROVIDER: lazy_gettext("Accommodation provider"),
    Sector.EMPLOYER: lazy_gettext("Employer"),
    Sector.EDUCATION: lazy_gettext("School, college or other education"),
    Sector.LEGAL_ADVICE: lazy_gettext("Legal advice"),
    Sector.ACADEMIC: lazy_gettext("University or research"),
    Sector.INDIVIDUAL: lazy_gettext("I answer for myself, not for an organisation"),
}
"""In the order in which the form offers them."""

QUOTE_CHOICES = {
    "named": lazy_gettext("Yes, and name us as the source"),
    "unnamed": lazy_gettext("Yes, but do not name us"),
    "none": lazy_gettext("No, do not quote us"),
}
"""How a return may be quoted, by the words of consenting.QUOTE_CHOICES."""


def find_words(text: Mapping[str, str]) -> tuple[str, str]:
    """A text in the language chosen, else in English, else in any; with the tag of its language."""
    return choose_words(text, find_chosen_language().tag)


def choose_words(text: Mapping[str, str], tag: str) -> tuple[str, str]:
    """A text in this language, else in English, else in any; with the tag of its language."""
    return find_text(text, tag, SOURCE)
