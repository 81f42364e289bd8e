"""The form about the partnership itself."""

from flask import current_app
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, StopValidation

from analysis.tables.limits import LEAST_SMALL_NUMBER
from consult.models.region import Partnership
from consult.services.region.setting_up import PartnershipDetails
from consult.web.desk_forms.base import DeskForm, address, line

LEAST, MOST = LEAST_SMALL_NUMBER, 20


class CountField(IntegerField):
    """A whole number, with an error in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises: ValueError where it is not a whole number."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(f"Enter a whole number from {LEAST} to {MOST}") from None


class NumberGiven:
    """A validator: something was typed; what is wrong with it is said once."""

    def __call__(self, form: object, field: IntegerField) -> None:  # noqa: ARG002 - a validator's signature
        """Raises: StopValidation where there is no number."""
        if field.data is None:
            message = field.process_errors[0] if field.process_errors else f"Enter a number from {LEAST} up"
            field.errors = []
            raise StopValidation(message)


class PartnershipForm(DeskForm):
    """What the region says of itself."""

    name = line("Name of the partnership", needed="Enter the name of the partnership")
    short_name = line("Short name", hint="For places with little room. Leave it empty to use the name.")
    host = line("Host", hint="The body that is legally responsible, usually a council.")
    contact_email = address("Contact address", hint="Where people can ask about a consultation.")
    small_number = CountField(
        "Smallest number that is shown",
        [NumberGiven(), NumberRange(LEAST, MOST, message=f"Enter a whole number from {LEAST} to {MOST}")],
        default=lambda: current_app.config["SMALL_NUMBER"],
        description="Counts of people below this are withheld in tables, sentences and files. Five is usual.",
    )
    hides_silent = BooleanField(
        "Withhold also how few did not raise something",
        description="If 9 of 10 raised it, who knows all ten knows of the one who did not. It costs numbers: "
        "in the demonstration one more in 25, in trends one in 8, and more where most agree. Off is usual.",
    )

    def show(self, partnership: Partnership) -> None:
        """Fill the form with what is stored."""
        for name in ("name", "short_name", "host", "contact_email", "small_number", "hides_silent"):
            self[name].data = getattr(partnership, name)

    def read(self, *, is_fictional: bool) -> PartnershipDetails:
        """What was typed."""
        return PartnershipDetails(
            name=self.name.data,
            short_name=self.short_name.data,
            host=self.host.data,
            contact_email=self.contact_email.data,
            small_number=self.small_number.data,
            hides_silent=self.hides_silent.data,
            is_fictional=is_fictional,
        )
