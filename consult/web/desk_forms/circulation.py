"""Forms about agreement: who is asked about a version, and a position that staff record."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import SelectField

from consult.models.agreement_kinds import Authority, Stance
from consult.models.attachments import AttachedFile
from consult.models.region import Organisation
from consult.services.agreement.given_lines import LONGEST_LINE
from consult.services.agreement.given_positions import GivenPosition, list_wrong
from consult.services.days import write_day
from consult.web.desk_agreement_words import AUTHORITIES, DAY_WRONG, POSITION_WRONG, STANCES
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, SeveralField, line, list_choices, text
from consult.web.desk_forms.days import DayField

NOTHING = ("", "")


class CirculateForm(DeskForm):
    """Who is asked, until when, and what the letter says besides."""

    organisations = SeveralField(
        "Organisations", choices=[], validators=[Needed("Choose the organisations that are to be asked")]
    )
    closes_on = DayField(
        "They can answer until the end of",
        needed="Enter the last day on which they can answer",
        hint="For example 27 3 2027.",
    )
    note = text(
        "What the letter says besides", hint="A few words, if you want: what they are asked to look at."
    )

    def offer(self, organisations: Iterable[Organisation], standings: Any) -> None:
        """Set the organisations to choose from, each with its standing."""
        offered = list(organisations)
        self.organisations.choices = [(one.key, one.name) for one in offered]
        self.organisations.hints = {
            one.key: f"{standings[one.standing]}. {_say_contacts(one)}" for one in offered
        }


class RecordForm(DeskForm):
    """A position that an organisation gave in another way.

    `today`, `first_day` (of the version) and `first_days` (by the key of who was asked by a link) are set by
    whoever checks the form.
    """

    today = first_day = date.min
    first_days: Mapping[str, date] = {}
    organisation = ChoiceField("Organisation", choices=[NOTHING], validators=[Needed("Choose who said it")])
    section = ChoiceField("Section", choices=[NOTHING], validators=[Needed("Choose the section it is on")])
    stance = ChoiceField("Position", choices=list_choices(Stance, STANCES))
    words = text("In its words", hint="Needed for an addition, for dissent, and for an officer’s comment.")
    authority = ChoiceField("Whose position it is", choices=list_choices(Authority, AUTHORITIES))
    approved_by = line(
        "Approved by",
        hint="Only if it is approved: the cabinet, the board, the chief executive.",
        longest=LONGEST_LINE,
    )
    approved_on = DayField("Approved on", hint="Only if it is approved.")
    given_by = line("Given by", hint="The person of the organisation who said it.", longest=LONGEST_LINE)
    given_role = line("Their role", longest=LONGEST_LINE)
    said_on = DayField(
        "Said on",
        needed="Enter the day on which it was said",
        hint="The day of the meeting or of the e-mail, which tells whether it was before a sign-off. To "
        "correct one, record the same again from the same file.",
    )
    file = ChoiceField(
        "Minute or e-mail in which it was said",
        choices=[NOTHING],
        validators=[Needed("Choose the minute or e-mail; attach it on the page Files first")],
    )

    def offer(
        self,
        bodies: Iterable[Organisation],
        sections: Iterable[tuple[str, str]],
        files: Iterable[AttachedFile],
    ) -> None:
        """Set what there is to choose from."""
        self.organisation.choices = [NOTHING, *((one.key, one.name) for one in bodies)]
        self.section.choices = [NOTHING, *sections]
        self.file.choices = [NOTHING, *((one.id, one.name) for one in files)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then what belongs together."""
        is_right = super().validate(extra_validators)
        said_on = min(self.said_on.data or self.today, self.today)
        wrong = [name for name in list_wrong(self.read(), today=said_on) if not self[name].errors]
        for name in wrong:
            self[name].errors = [POSITION_WRONG[name]]
        return self._is_possible_day() and is_right and not wrong

    def _is_possible_day(self) -> bool:
        """Whether it can have been said on that day; else the field says so."""
        first = self.first_days.get(self.organisation.data, self.first_day)
        if self.said_on.data is None or first <= self.said_on.data <= self.today:
            return True
        self.said_on.errors = [DAY_WRONG.format(first=write_day(first))]
        return False

    def read(self) -> GivenPosition:
        """What was typed."""
        return GivenPosition(
            Stance(self.stance.data) if self.stance.data in set(Stance) else None,
            self.words.data or "",
            Authority(self.authority.data) if self.authority.data in set(Authority) else None,
            self.approved_by.data or "",
            self.approved_on.data,
            self.given_by.data or "",
            self.given_role.data or "",
        )


def choose(field: SelectField, value: str) -> None:
    """Choose one beforehand, where the address of the page names it."""
    if value in {one.value for one in field.choices}:
        field.data = value


def _say_contacts(one: Organisation) -> str:
    number = sum(1 for person in one.contacts if person.email)
    return {0: "No contact with an e-mail address", 1: "1 contact"}.get(number, f"{number} contacts")
