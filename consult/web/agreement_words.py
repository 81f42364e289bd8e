"""Words of the pages for partners who are asked about a version: positions, authority, and what is wrong."""

from flask_babel import gettext, lazy_gettext

from consult.models.agreement_kinds import Authority, Stance
from consult.services.agreement.tallying import Held

STANCES = {
    Stance.ENDORSES: lazy_gettext("We endorse this section"),
    Stance.ADDS: lazy_gettext("We endorse it, and add something"),
    Stance.DISSENTS: lazy_gettext("We dissent from it"),
    Stance.OFFICER_COMMENT: lazy_gettext("This is only a comment of an officer"),
    Stance.NO_POSITION: lazy_gettext("We cannot take a position"),
}
AUTHORITIES = {
    Authority.OFFICER: lazy_gettext("It is the view of an officer"),
    Authority.APPROVED: lazy_gettext("It was approved by the organisation"),
}
WRONG = {
    "stance": lazy_gettext("Choose what you say to this section"),
    "words": lazy_gettext("Write your addition, why you dissent, or your comment, in up to 2,000 characters"),
    "authority": lazy_gettext("Choose whose position it is"),
    "approved_by": lazy_gettext("Write who approved it"),
    "approved_on": lazy_gettext("Write the day on which it was approved, today or before"),
    "given_by": lazy_gettext("Write your name"),
    "given_role": lazy_gettext("Write your role"),
}
PLACES = {"approved_on": "approved_on-day"}
"""The first input of what has several, by name."""


def say_own(held: Held | None) -> str:
    """How the organisation stands to a section, on its own list."""
    if held is None:
        return gettext("No position yet")
    said = str(STANCES[held.position.stance])
    if held.earlier is None:
        return said
    text = gettext("The text has changed since version %(number)s. You said then: %(said)s.")
    return text % {"number": held.earlier, "said": said}


def list_errors(wrong: list[str]) -> list[dict[str, str]]:
    """Items of the error summary, each linked to its input."""
    return [{"text": str(WRONG[name]), "href": f"#{PLACES.get(name, name)}"} for name in wrong]
