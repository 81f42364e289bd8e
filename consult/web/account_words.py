"""What pages about an experience call things, in the page's language: permissions above all."""

from datetime import date

from flask_babel import gettext, lazy_gettext

from consult.models.telling_kinds import AttributionLevel, Manner
from consult.services.consultations.protection_content import Recipient
from consult.services.permissions.permitting import Permission
from consult.vocabulary import Purpose
from consult.web.languages import SOURCE, find_page_language
from consult.web.rendering import show_day
from forms.definitions import find_text

PERMISSIONS = {
    Purpose.ANALYSE: lazy_gettext(
        "Staff of the partnership may read my words and count what I say with others"
    ),
    Purpose.QUOTE: lazy_gettext("You may print sentences of mine, without my name"),
    Purpose.CONTACT: lazy_gettext("You may ask me more, through the group or worker who helps me"),
}
"""Each is a box of its own. How to describe somebody, and whom to share with, are questions of their own."""

MANNERS = {Manner.SPOKEN: lazy_gettext("Spoken"), Manner.WRITTEN: lazy_gettext("Written")}


def say_level(level: AttributionLevel, place: str = "") -> str:
    """How somebody may be described. place: the part of the region that they chose, if any."""
    if level is AttributionLevel.REGION:
        return gettext("“A person living in this region”")
    if level is AttributionLevel.OWN_WORDS:
        return gettext("In my own words")
    if place:
        return gettext("“A person living in %(place)s”", place=place)
    return gettext("“A person living in …”, with the area, if I tell it under “Add more”")


def list_allowed(permission: Permission, place: str, recipients: list[Recipient]) -> list[str]:
    """What is allowed, in words, one a line; nothing where nothing is.

    recipients: those of the data-protection file; with one that it names no more, nothing is shared.
    """
    lines = [str(words) for purpose, words in PERMISSIONS.items() if purpose in permission.purposes]
    if permission.level:
        told = permission.described_as if permission.level is AttributionLevel.OWN_WORDS else ""
        shown = f"“{told}”" if told else say_level(permission.level, place)
        lines.append(gettext("You may describe me as: %(words)s", words=shown))
    chosen = [one.names for one in recipients if one.key in permission.recipients]
    if chosen:
        names = ", ".join(find_text(one, find_page_language().tag, SOURCE)[0] for one in chosen)
        lines.append(gettext("You may show my words to: %(names)s", names=names))
    return [*lines, say_reach(permission.any_until_on)] if lines else []


def say_reach(any_until_on: date | None) -> str:
    """How far a permission reaches."""
    if any_until_on is None:
        return gettext("Only for this consultation")
    return gettext("For any response of this partnership, until %(day)s", day=show_day(any_until_on))
