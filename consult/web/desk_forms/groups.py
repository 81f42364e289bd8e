"""Forms about community groups: who may give, a group's link, and requests of those who lost a number."""

from collections.abc import Iterable
from datetime import date

from wtforms import ValidationError

from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.models.region import Organisation
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, list_choices
from consult.web.desk_forms.days import DayField
from consult.web.desk_group_words import WAY_IN_HINTS, WAYS_IN
from consult.web.desk_titles import find_title

WHOLE_REGION = ("", "The whole region")
AS_THE_REGION = ("", "As the whole region")


class WayInForm(DeskForm):
    """Who may give, for the region or for one consultation."""

    consultation = ChoiceField("For", choices=[WHOLE_REGION])
    way_in = ChoiceField(
        "Who may give an experience",
        hints=WAY_IN_HINTS,
        choices=[*list_choices(WayIn, WAYS_IN), AS_THE_REGION],
        validators=[],
    )

    def offer(self, consultations: Iterable[Consultation]) -> None:
        """Set the consultations to choose from."""
        self.consultation.choices = [WHOLE_REGION, *((one.slug, find_title(one)[0]) for one in consultations)]

    def read(self) -> WayIn | None:
        """What was chosen; None for one consultation means as the region."""
        return WayIn(self.way_in.data) if self.way_in.data else None


class RenewForm(DeskForm):
    """Another link in place of the one before. `today` is set by whoever checks the form."""

    today = date.min
    expires_on = DayField(
        "Works until",
        needed="Enter the last day on which the link works",
        hint="The last whole day, for example 27 3 2027.",
    )

    def validate_expires_on(self, field: DayField) -> None:
        """Raises: ValidationError for a day that has passed."""
        if field.data is not None and field.data < self.today:
            raise ValidationError("Enter a day that is still to come")


class LinkForm(RenewForm):
    """A link for an organisation's group."""

    organisation = ChoiceField("Organisation", choices=[], validators=[Needed("Choose an organisation")])

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Set the organisations to choose from."""
        self.organisation.choices = [("", ""), *((one.key, one.name) for one in organisations)]
