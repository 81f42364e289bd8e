"""Forms about the people who sign in."""

from collections.abc import Iterable

from wtforms import BooleanField

from consult.models.region import Organisation
from consult.models.staff import Staff
from consult.vocabulary import Role
from consult.web.desk_forms.base import (
    ChoiceField,
    DeskForm,
    Needed,
    SeveralField,
    address,
    line,
    list_choices,
)
from consult.web.region_words import ROLE_HINTS, ROLES

OWN = ("", "The partnership itself")


class StaffForm(DeskForm):
    """Who somebody is and what they do here."""

    name = line("Name", needed="Enter their name")
    roles = SeveralField(
        "What they do here",
        hints=ROLE_HINTS,
        choices=list_choices(Role, ROLES),
        validators=[Needed("Choose at least one role")],
        description="Somebody may do several of these.",
    )
    organisation = ChoiceField(
        "Whom they work for",
        choices=[OWN],
        description="Staff of an observer never see experiences, whatever their role.",
    )

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Set the organisations to choose from."""
        self.organisation.choices = [OWN, *((one.key, one.name) for one in organisations)]

    def list_roles(self) -> list[Role]:
        """The roles chosen."""
        return [Role(value) for value in self.roles.data or ()]


class InvitationForm(StaffForm):
    """A new member of staff."""

    email = address("E-mail address", needed="Enter their e-mail address", hint="They sign in with it.")


class MemberForm(StaffForm):
    """Somebody who signs in already."""

    is_active = BooleanField("May sign in", default=True)

    def show(self, staff: Staff, organisation_key: str) -> None:
        """Fill the form with what is stored."""
        self.name.data, self.organisation.data = staff.name, organisation_key
        self.roles.data = [role.name.value for role in staff.roles]
        self.is_active.data = staff.active
