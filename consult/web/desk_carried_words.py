"""Words of the staff area for what is carried over: how each piece stands, and the letter with a link."""

from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.services.carrying.listing_carried import CarriedState
from consult.services.jobs.messaging import NewMessage

STATES = {
    CarriedState.PROPOSED: ("Not asked yet", "grey"),
    CarriedState.ASKED: ("Confirmation awaited", "blue"),
    CarriedState.SILENT: ("No answer: not carried over", "grey"),
    CarriedState.CURRENT: ("Confirmed", "green"),
    CarriedState.CHANGED: ("Confirmed with changes", "green"),
    CarriedState.OUTDATED: ("No longer holds", "red"),
    CarriedState.ENDED: ("Confirmed, and taken back since", "red"),
    CarriedState.LOST: ("Confirmed, and permission has ended since", "red"),
    CarriedState.BARRED: ("Permission has ended: not asked", "red"),
}
ANSWERS = {
    CarriedAnswer.CURRENT: "It still holds as it was said",
    CarriedAnswer.CHANGED: "It holds with changes, in the words below",
    CarriedAnswer.OUTDATED: "It no longer holds",
}
WRONG = {
    "answer": "Choose what was said of it",
    "words": "Write the words that hold now, in up to 2,000 characters",
    "given_by": "Enter who said it",
    "given_role": "Enter their role",
}
SUBJECT = "Does what you told us still hold? {title}"
LETTER = """Dear {name},

Government asks something that {organisation} answered before. Rather than ask you again, {region} would like
to use what you said then in its response to “{title}”.

Open this link:
{address}

You then type your e-mail address, and we send a code to it. You need no account. You see what you said, and
say whether it still holds, holds with changes, or no longer holds.

Nothing is used unless you confirm it. You can answer until the end of {last_day}.
{note}"""


def write_letter(
    name: str, address: str, asked: AskedToConfirm, to: tuple[str, str], about: dict[str, str]
) -> NewMessage:
    """The letter with a link. name and address: of the contact. to: the link, and the note."""
    day = f"{asked.closes_on.day} {asked.closes_on:%B %Y}"
    values = {"name": name, "organisation": asked.organisation.name, "last_day": day}
    note = f"\n{to[1]}\n" if to[1] else ""
    body = LETTER.format(**values, address=to[0], note=note, **about)
    return NewMessage(address, SUBJECT.format(title=about["title"]), body)
