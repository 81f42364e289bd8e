"""Forms about carried material: what is proposed, and a confirmation that staff record."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from consult.models.attachments import AttachedFile
from consult.models.carrying_kinds import CarriedAnswer
from consult.services.agreement.given_lines import LONGEST_LINE
from consult.services.carrying.given_confirmations import GivenConfirmation, list_wrong
from consult.services.carrying.offering import Chosen, Offered
from consult.services.outlines.outline_values import PastAnswer
from consult.web.desk_carried_words import ANSWERS, WRONG
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line, list_choices, text
from consult.web.desk_forms.days import DayField

NOTHING = ("", "")


class PassageForm(DeskForm):
    """Which passage of an earlier return."""

    place = ChoiceField("Passage", choices=[], validators=[Needed("Choose a passage")])

    def offer(self, offered: Sequence[Offered]) -> None:
        """Set the passages to choose from, in their order."""
        self.offered = {_name_passage(one): one for one in offered}
        self.place.choices = [(name, one.words) for name, one in self.offered.items()]

    def find_chosen(self) -> Chosen:
        """The passage that was chosen, of a valid form."""
        return self.offered[self.place.data].chosen


class StatementForm(DeskForm):
    """A statement of the region, and the section of the earlier response that it is from."""

    section = ChoiceField(
        "Where the region said it", choices=[], validators=[Needed("Choose where it was said")]
    )
    said = text(
        "The statement, as it is printed",
        needed="Write the statement",
        hint="In words of the region. Quote nobody here, and give no number that you have not checked.",
    )

    def offer(self, past: Sequence[PastAnswer]) -> None:
        """Set the sections to choose from."""
        self.past = {f"{one.consultation_slug}:{one.version}:{one.section_key}": one for one in past}
        self.section.choices = [NOTHING, *((value, _describe(one)) for value, one in self.past.items())]

    def find_chosen(self) -> PastAnswer:
        """The section that was chosen, of a valid form."""
        return self.past[self.section.data]


def _name_passage(one: Offered) -> str:
    """What names a passage for good: a place in a list would name another once the list has changed."""
    return f"{one.place.question_id}:{one.place.start}:{one.place.end}:{one.revision_id or ''}"


def _describe(one: PastAnswer) -> str:
    return f"{one.consultation_title}, version {one.version}: {one.section_title}"


class RecordConfirmationForm(DeskForm):
    """What was said of a piece in another way. `today` is set by whoever checks the form."""

    today = date.min
    answer = ChoiceField("What was said of it", choices=list_choices(CarriedAnswer, ANSWERS))
    words = text("The words that hold now", hint="Only if it holds with changes. Printed as they stand here.")
    given_by = line("Said by", hint="The person, or the forum, who said it.", longest=LONGEST_LINE)
    given_role = line("Their role", longest=LONGEST_LINE)
    said_on = DayField("Said on", needed="Enter the day on which it was said")
    file = ChoiceField(
        "Minute or e-mail in which it was said",
        choices=[NOTHING],
        validators=[Needed("Choose the minute or e-mail; attach it on the page Files first")],
    )

    def offer(self, files: Iterable[AttachedFile]) -> None:
        """Set the files to choose from."""
        self.file.choices = [NOTHING, *((one.id, one.name) for one in files)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then what belongs together."""
        is_right = super().validate(extra_validators)
        wrong = [name for name in list_wrong(self.read()) if not self[name].errors]
        for name in wrong:
            self[name].errors = [WRONG[name]]
        if self.said_on.data and self.said_on.data > self.today:
            self.said_on.errors = ["Enter today or a day before"]
            is_right = False
        return is_right and not wrong

    def read(self) -> GivenConfirmation:
        """What was typed."""
        answer = CarriedAnswer(self.answer.data) if self.answer.data in set(CarriedAnswer) else None
        words, by, role = (one.data or "" for one in (self.words, self.given_by, self.given_role))
        return GivenConfirmation(answer, words, by, role)
