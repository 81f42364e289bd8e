"""Words of the staff area for agreement: positions, links, and the letter in which a link goes out."""

from datetime import date

from consult.models.agreement_kinds import Authority, Stance
from consult.models.circulating import Asked, Circulated
from consult.services.agreement.closed_versions import Closed
from consult.services.days import write_day
from consult.services.jobs.messaging import NewMessage

STANCES = {
    Stance.ENDORSES: "Endorses",
    Stance.ADDS: "Endorses with an addition",
    Stance.DISSENTS: "Dissents",
    Stance.OFFICER_COMMENT: "Officer comment only",
    Stance.NO_POSITION: "Cannot take a position",
}
AUTHORITIES = {
    Authority.OFFICER: "The view of an officer",
    Authority.APPROVED: "Approved by the organisation",
}
POSITION_WRONG = {
    "stance": "Choose the position",
    "words": "Write its words, in up to 2,000 characters",
    "authority": "Choose whose position it is",
    "approved_by": "Enter who approved it",
    "approved_on": "Enter the day on which it was approved, no later than it was said",
    "given_by": "Enter who said it",
    "given_role": "Enter their role",
}
DAY_WRONG = "Enter a day between {first} and today: before that the organisation was not asked"
SUBJECT = "Your position on the draft response to {title}"
LETTER = """Dear {name},

{region} asks what {organisation} says to version {number} of the draft regional response to “{title}”.

Open this link:
{address}

You then type your e-mail address, and we send a code to it. You need no account. Say by section whether
{organisation} endorses it, adds something, dissents, comments or cannot take a position.

You can answer until the end of {last_day}. {silence}
{note}"""
SILENCE = "Whoever does not reply is recorded as “did not reply”."
DECIDED = """
This version was signed off or sent on {day}. What you say of it now is kept, and printed apart from what was
said before, in no number, because those who decided did not see it."""


def say_link(asked: Asked, today: date) -> tuple[str, str]:
    """How the link of an organisation stands, and the colour of its tag."""
    if asked.link_hash is None:
        return ("Taken back", "red") if asked.revoked_at else ("No link", "grey")
    return ("Open", "green") if today <= asked.closes_on else ("Past its last day", "grey")


def write_letter(
    name: str,
    address: str,
    asked: Circulated,
    to: tuple[str, str],
    about: dict[str, str],
    closed: Closed | None = None,
) -> NewMessage:
    """The letter with a link. name and address: of the contact. to: the link, and the note.

    closed: that the version was signed off or sent before.
    """
    day = write_day(asked.closes_on)
    values = {"name": name, "organisation": asked.organisation.name, "number": asked.version.number}
    values["silence"] = DECIDED.format(day=write_day(closed.on)) if closed else SILENCE
    note = f"\n{to[1]}\n" if to[1] else ""
    body = LETTER.format(**values, address=to[0], note=note, last_day=day, **about)
    return NewMessage(address, SUBJECT.format(title=about["title"]), body)
