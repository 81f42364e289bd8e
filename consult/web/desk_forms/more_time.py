"""The form that gives an organisation more time."""

from collections.abc import Iterable

from consult.models.region import Organisation
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line
from consult.web.desk_forms.days import DayField

NOTHING = ("", "")


class MoreTimeForm(DeskForm):
    """Who, until when, and why."""

    organisation = ChoiceField(
        "Organisation", choices=[NOTHING], validators=[Needed("Choose the organisation that gets more time")]
    )
    until_on = DayField(
        "It can send its return until the end of",
        needed="Enter the last day on which it can send",
        hint="A day after the closing day, for example 27 3 2027.",
    )
    reason = line(
        "Why", "Enter why it gets more time", "It is kept on record with your name, and not shown outside."
    )

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Set the organisations to choose from."""
        self.organisation.choices = [NOTHING, *((one.key, one.name) for one in organisations)]
