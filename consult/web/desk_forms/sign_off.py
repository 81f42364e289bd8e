"""Forms about sign-off: what a forum's terms allow, what it decided, and why a decision is undone."""

from collections.abc import Iterable

from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from consult.models.agreement_kinds import SignOffOutcome, SignOffWay
from consult.models.attachments import AttachedFile
from consult.models.region import Forum
from consult.services.signing.forum_terms import Terms
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line, list_choices, text
from consult.web.desk_forms.days import DayField

NOTHING = ("", "")
MOST_MEMBERS, MOST_DAYS = 500, 365
WAYS = {
    SignOffWay.MEETING: "In a meeting",
    SignOffWay.CIRCULATION: "By circulation: members answered in writing",
    SignOffWay.CHAIR: "By chair’s action",
}
OUTCOMES = {
    SignOffOutcome.AGREED: "It signed the version off",
    SignOffOutcome.REFUSED: "It refused to",
}


class TermsForm(DeskForm):
    """What a forum's terms of reference say about deciding."""

    quorum = IntegerField(
        "Quorum",
        [Optional(), NumberRange(0, MOST_MEMBERS, message="Enter a whole number")],
        description="How many members of full standing must be there for a decision.",
    )
    allows_circulation = BooleanField("It may decide by circulation, in writing")
    circulation_days = IntegerField(
        "Days that members then have at least",
        [Optional(), NumberRange(0, MOST_DAYS, message="Enter a whole number of days")],
    )
    allows_chairs_action = BooleanField("Its chair may decide between meetings")
    chair = ChoiceField("Chair", choices=[NOTHING])
    file = ChoiceField("Terms of reference", choices=[NOTHING])

    def offer(self, forum: Forum, files: Iterable[AttachedFile]) -> None:
        """Set the people and files to choose from."""
        people = [
            (one.id, f"{one.name}, {member.organisation.name}")
            for member in forum.members
            for one in member.organisation.contacts
        ]
        self.chair.choices = [NOTHING, *people]
        self.file.choices = [NOTHING, *((one.id, one.name) for one in files)]

    def show(self, terms: Terms) -> None:
        """Fill the form with what is stored."""
        for name in ("quorum", "allows_circulation", "circulation_days", "allows_chairs_action"):
            self[name].data = getattr(terms, name)
        self.chair.data, self.file.data = terms.chair_contact_id or "", terms.file_id or ""

    def read(self) -> Terms:
        """What was typed."""
        return Terms(
            self.quorum.data or 0,
            bool(self.allows_circulation.data),
            bool(self.allows_chairs_action.data),
            self.circulation_days.data or 0,
            self.chair.data or None,
            self.file.data or None,
        )


class SignOffForm(DeskForm):
    """What a forum decided about a version; what each member said is beside it in the page."""

    way = ChoiceField(
        "How it decided", choices=list_choices(SignOffWay, WAYS), validators=[Needed("Choose how")]
    )
    began_on = DayField("Sent to the members on", hint="Only by circulation.")
    decided_on = DayField("Decided on", needed="Enter the day of the decision")
    outcome = ChoiceField(
        "What it decided", choices=list_choices(SignOffOutcome, OUTCOMES), validators=[Needed("Choose what")]
    )
    fingerprint = line(
        "Fingerprint in the record",
        needed="Copy the fingerprint from the record of the decision",
        hint="As the minute or e-mail gives it, at least 12 signs. It is compared with the version’s.",
    )
    file = ChoiceField(
        "Minute or e-mail of the decision",
        choices=[NOTHING],
        validators=[Needed("Choose the minute or e-mail; attach it on the page Files first")],
    )
    note = text("Note", hint="Printed with the sign-off, if you write one.")

    def offer(self, files: Iterable[AttachedFile]) -> None:
        """Set the records to choose from."""
        self.file.choices = [NOTHING, *((one.id, one.name) for one in files)]
