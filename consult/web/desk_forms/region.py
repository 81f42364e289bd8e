"""Forms about sub-regions, organisations, contacts and forums."""

from collections.abc import Iterable

from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange, Optional, Regexp

from consult.models.region import Organisation, SubRegion
from consult.services.region.directing import ContactDetails, OrganisationDetails
from consult.vocabulary import LANGUAGES, ForumKind, Sector, Standing
from consult.web.desk_forms.base import (
    ChoiceField,
    DeskForm,
    Needed,
    SeveralField,
    address,
    key,
    line,
    list_choices,
    trim,
)
from consult.web.desk_words import SECTORS
from consult.web.region_words import FORUM_KINDS, STANDING_HINTS, STANDING_RULE, STANDINGS

NO_CHOICE = ("", "")
WHOLE_REGION = ("", "The whole region")
FOLLOW_SECTOR = ("", "As is usual for its sector")
KEY_HINT = "A short name for files and addresses, such as wessmere-city. It cannot be changed later."
COUNCIL_CODE_SHAPE = r"^[A-Z]\d{8}$"


class OrganisationForm(DeskForm):
    """What the directory says of a body."""

    name = line("Name", needed="Enter the name of the organisation")
    sector = ChoiceField(
        "Sector", choices=[NO_CHOICE, *list_choices(Sector, SECTORS)], validators=[Needed("Choose a sector")]
    )
    standing = ChoiceField(
        "Standing",
        hints=STANDING_HINTS,
        choices=[FOLLOW_SECTOR, *list_choices(Standing, STANDINGS)],
        default="",
        description=STANDING_RULE,
    )
    sub_region = ChoiceField("Sub-region", choices=[WHOLE_REGION])
    council_code = StringField(
        "Council code",
        [
            Optional(),
            Regexp(COUNCIL_CODE_SHAPE, message="A council code is a capital letter and eight digits"),
        ],
        [trim],
        description="For councils only: the national code, such as E06000001.",
    )

    def __init__(self, sub_regions: Iterable[SubRegion], **options: object) -> None:
        super().__init__(**options)
        self.sub_region.choices = [WHOLE_REGION, *((one.key, one.name) for one in sub_regions)]

    def show(self, organisation: Organisation) -> None:
        """Fill the form with what is stored."""
        self.name.data, self.council_code.data = organisation.name, organisation.council_code or ""
        self.sector.data, self.standing.data = organisation.sector.value, organisation.standing.value
        self.sub_region.data = organisation.sub_region.key if organisation.sub_region else ""

    def read(self, organisation_key: str) -> OrganisationDetails:
        """What was typed."""
        return OrganisationDetails(
            key=organisation_key,
            name=self.name.data,
            sector=Sector(self.sector.data),
            standing=Standing(self.standing.data) if self.standing.data else None,
            council_code=self.council_code.data or None,
            sub_region_key=self.sub_region.data,
        )


class NewOrganisationForm(OrganisationForm):
    """A body that is not in the directory yet."""

    key = key("Key", "Enter a key", KEY_HINT)


class ContactForm(DeskForm):
    """A named person at an organisation."""

    name = line("Name", needed="Enter the person’s name")
    email = address("E-mail address")
    job_title = line("Job title")
    language = ChoiceField(
        "Language", choices=[(one.tag, one.english_name) for one in LANGUAGES.values()], default="en"
    )

    def read(self) -> ContactDetails:
        """What was typed."""
        return ContactDetails(self.name.data, self.email.data, self.job_title.data, self.language.data)


class SubRegionForm(DeskForm):
    """A part of the region."""

    name = line("Name", needed="Enter the name of the sub-region")
    key = key("Key", "Enter a key", "A short name for files, such as coast. It cannot be changed later.")


class ForumForm(DeskForm):
    """The board, a sub-group or a locality forum."""

    name = line("Name", needed="Enter the name of the forum")
    key = key("Key", "Enter a key", "A short name for files, such as board. It cannot be changed later.")
    kind = ChoiceField("Kind", choices=list_choices(ForumKind, FORUM_KINDS), default=ForumKind.BOARD.value)
    quorum = IntegerField(
        "Quorum",
        [Optional(), NumberRange(0, 500, message="Enter a whole number")],
        default=0,
        description="How many members of full standing must be there for a decision.",
    )
    members = SeveralField("Members", choices=[])

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Set the organisations to choose from; the standing of each is beside its name."""
        found = list(organisations)
        self.members.choices = [(one.key, one.name) for one in found]
        self.members.hints = {
            one.key: f"{STANDINGS[one.standing]}: {STANDING_HINTS[one.standing]}"
            for one in found
            if one.standing is not Standing.FULL
        }
