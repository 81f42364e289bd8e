"""The form in which a manager records that a response was sent."""

import re
from collections.abc import Iterable

from wtforms import Field, ValidationError

from consult.models.attachments import AttachedFile
from consult.models.following_kinds import SendingWay
from consult.models.versions import DraftVersion
from consult.services.following.recording_submissions import PROOFS
from consult.services.permissions.releasing import Holder
from consult.web.desk_forms.base import EMAIL_SHAPE, ChoiceField, DeskForm, Needed, line, list_choices, text
from consult.web.desk_forms.days import DayField

NOTHING = ("", "")
NO_VERSION = ("", "No version of this site")
MOST_RECIPIENTS, LONGEST_NAME = 50, 200
WAYS = {
    SendingWay.EMAIL: "By e-mail",
    SendingWay.PORTAL: "Through a portal on the web",
    SendingWay.POST: "By post",
}
LAST_WORD = re.compile(r"^(?P<name>.*?)[\s,;<(]*(?P<address>[^\s,;<>()]+@[^\s,;<>()]+)[>)]?$")


class SentForm(DeskForm):
    """Which version was sent, when, how, to whom, and what proves it."""

    version = ChoiceField("What was sent", choices=[NO_VERSION])
    sent_on = DayField("Sent on", needed="Enter the day on which it was sent")
    way = ChoiceField("How", choices=list_choices(SendingWay, WAYS), validators=[Needed("Choose how")])
    reference = line("Reference", hint="As the portal or the recipient gave it, if any.")
    recipients = text(
        "Recipients",
        hint="One on a line: a name or an office, then an e-mail address, if there is one. If words of the "
        "version are withdrawn later, each is sent a notice that says which. Of what is no version of this "
        "site no notice can be drafted.",
    )
    file = ChoiceField("Proof", choices=[NOTHING])
    reason = text("Why it was sent without a sign-off", hint="Only where no sign-off stood on that day.")

    def offer(self, versions: Iterable[DraftVersion], signed_id: str, files: Iterable[AttachedFile]) -> None:
        """Set versions, the signed one first and chosen, and the files that can be a proof."""
        ordered = sorted(versions, key=lambda one: (one.id != signed_id, -one.number))
        named = [(str(one.number), _name(one, signed_id)) for one in ordered]
        self.version.choices = [*named, NO_VERSION]
        self.file.choices = [NOTHING, *((one.id, one.name) for one in files if one.kind in PROOFS)]

    def validate_recipients(self, _field: Field) -> None:
        """Raises: ValidationError where a line is no name, or there are too many."""
        found = self.read_recipients()
        if len(found) > MOST_RECIPIENTS or any(len(one.name) > LONGEST_NAME for one in found):
            raise ValidationError(f"Write up to {MOST_RECIPIENTS} recipients, each on a line of its own")

    def read_recipients(self) -> tuple[Holder, ...]:
        """Who was sent it, by name, with an address where one was typed."""
        lines = (" ".join(one.split()) for one in (self.recipients.data or "").splitlines())
        return tuple(_read_holder(one) for one in lines if one)


def _name(version: DraftVersion, signed_id: str) -> str:
    made = f"{version.made_at.day} {version.made_at:%B %Y}"
    state = "signed off" if version.id == signed_id else "not signed off"
    return f"Version {version.number}, {state}, made on {made}"


def _read_holder(typed: str) -> Holder:
    found = LAST_WORD.match(typed)
    if found is None or not re.match(EMAIL_SHAPE, found["address"]):
        return Holder(typed)
    return Holder(found["name"] or found["address"], found["address"])
