"""Words of the pages for partners who are asked: positions, authority, what is wrong with what was typed."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from consult.models.agreement_kinds import Authority, Stance
from consult.services.agreement.closed_versions import Closed
from consult.services.agreement.given_lines import LONGEST_LINE, LONGEST_WORDS
from consult.services.agreement.held_positions import Held

Wrong = Mapping[str, str]
"""What is wrong with what was typed, by name of the field; in its order on the page."""
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
}
WHO_WRONG = {
    "given_by": lazy_gettext("Write your name"),
    "given_role": lazy_gettext("Write your role"),
}
TOO_LONG = {
    "words": (LONGEST_WORDS, lazy_gettext("Your words are too long: write up to 2,000 characters")),
    "approved_by": (LONGEST_LINE, lazy_gettext("Who approved it is too long: write up to 160 characters")),
    "given_by": (LONGEST_LINE, lazy_gettext("Your name is too long: write up to 160 characters")),
    "given_role": (LONGEST_LINE, lazy_gettext("Your role is too long: write up to 160 characters")),
}
"""How many characters a field may have, and what is said of more."""
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


def is_late(held: Held | None, closed: Closed | None) -> bool:
    """Whether a position on this very text was given once the version was signed off or sent."""
    return bool(held and closed and held.earlier is None and closed.is_late(held.position))


def say_kept(closed: Closed | None) -> str:
    """What is said once a position is kept. closed: the decision that it came after."""
    if closed is not None:
        return gettext(
            "Your position is kept. It came after the decision: it is printed apart, in no number."
        )
    return gettext("Your position is kept. You can change it until the last day; the latest counts.")


def say_wrong(names: Iterable[str], typed: Mapping[str, str], words: Mapping[str, LazyString]) -> Wrong:
    """What is wrong by name of the field. words: what is said of a field that is empty, or not so."""
    return {name: str(_find_wrong(name, typed.get(name, ""), words)) for name in names}


def list_errors(wrong: Wrong) -> list[dict[str, str]]:
    """Items of the error summary, each linked to its input."""
    return [{"text": text, "href": f"#{PLACES.get(name, name)}"} for name, text in wrong.items()]


def _find_wrong(name: str, text: str, words: Mapping[str, LazyString]) -> LazyString:
    longest, too_long = TOO_LONG.get(name, (0, None))
    return too_long if too_long and len(text) > longest else {**WHO_WRONG, **words}[name]
