"""Forms of statements that are listed: a source, a partner's fact, a position or an ask."""

from abc import ABCMeta, abstractmethod
from collections.abc import Mapping

from wtforms.form import FormMeta

from consult.errors import NotFound
from consult.models.evidence_kinds import AskKind
from consult.services.days import find_day
from consult.services.evidence.cited_keys import FACT, POSITION, SOURCE
from consult.services.evidence.given_sources import Given, GivenAsk, GivenFact, GivenSource
from consult.services.evidence.listed_sources import list_source_files
from consult.services.evidence.listing_sources import Listing
from consult.services.evidence.naming_partners import list_citable_returns, name_of
from consult.services.tags.coding import list_codes
from consult.vocabulary import Facet
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, SeveralField, line, list_choices, text
from consult.web.desk_forms.days import DayField

ASKS = {AskKind.POSITION: "A position: what is held", AskKind.ASK: "An ask: what government is asked to do"}


class AbstractForm(FormMeta, ABCMeta):
    """Of forms that say what each has to read; one that does not cannot be made."""


class SourcesForm(DeskForm, metaclass=AbstractForm):
    """What the three share. `one`, `heading`: how the page calls them."""

    one, heading, lede, doubtful = "", "", "", "said"

    def offer(self, listing: Listing) -> None:
        """Give fields with choices their choices."""

    @abstractmethod
    def read(self) -> Given:
        """What a valid form says."""

    def mark(self, reason: str) -> None:
        """Say at a field why it cannot be kept."""
        self[self.doubtful].errors = [reason]


class SourceForm(SourcesForm):
    """A fact that was published."""

    one, heading, doubtful = "source", "Sources", "place"
    lede = "Facts that somebody published. Each is printed with its publisher, title, date and place."

    said = text("The fact, as it is printed", needed="Enter the fact", hint="Its source is added to it.")
    publisher = line("Publisher", needed="Enter who published it")
    title = line("Title", needed="Enter the title")
    published = line("Date", "Enter when it was published", "A day, a month or a year.", longest=60)
    place = line(
        "Page or address",
        hint="A page number, or an address that begins with https://. No address is opened from here.",
    )
    file_id = ChoiceField("Attached file", choices=[], description="A copy, attached under Files.")
    looked_at_on = DayField("Last looked at on", hint="When a person last saw it there.")
    valid_until_on = DayField("Valid until", hint="If it says so itself, such as a forecast for a year.")
    about_questions = SeveralField("Questions of government that it can answer")
    about_tags = SeveralField("Tags that it is about")

    def offer(self, listing: Listing) -> None:
        """The files that are attached as sources, the questions, and the tags."""
        questions = listing.consultation.government_questions
        self.about_questions.choices = [(one.id, f"{one.number}. {one.text}") for one in questions]
        tags = (one for one in list_codes(listing.session) if one.facet is Facet.DOMAIN)
        self.about_tags.choices = [(one.key, one.label) for one in tags]
        _keep_known(self.about_questions, self.about_tags)
        files = list_source_files(listing.session, listing.viewer, listing.consultation.id)
        self.file_id.choices = [("", "None"), *files]
        if self.file_id.data in {None, "None"}:
            self.file_id.data = ""

    def read(self) -> Given:
        """What a valid form says."""
        names = ("said", "publisher", "title", "published", "place", "file_id", "looked_at_on")
        questions, tags = (tuple(one.data or ()) for one in (self.about_questions, self.about_tags))
        given = {name: self[name].data for name in (*names, "valid_until_on")}
        return GivenSource(**given, about_questions=questions, about_tags=tags)


def _keep_known(*fields: SeveralField) -> None:
    """What was chosen before and is not there any more is chosen no more."""
    for field in fields:
        known = {one.value for one in field.choices}
        field.data = [value for value in field.data or () if value in known]


class FactForm(SourcesForm):
    """A fact that a partner gave in its return."""

    one, heading, doubtful = "partner’s fact", "Facts of partners", "response_id"
    lede = "Facts that an organisation gave in its return. Only those that agreed to be named are offered."

    said = text(
        "The fact, as it is printed",
        needed="Enter the fact",
        hint="The organisation’s name is added to it.",
    )
    response_id = ChoiceField("Organisation and return", choices=[], validators=[Needed("Choose a return")])

    def offer(self, listing: Listing) -> None:
        """The returns that may be named."""
        today = find_day(listing.now)
        found = list_citable_returns(listing.session, listing.consultation.id, today=today)
        self.response_id.choices = [("", "Choose a return"), *((one.id, name_of(one)) for one in found)]

    def read(self) -> Given:
        """What a valid form says."""
        return GivenFact(self.said.data or "", self.response_id.data)


class AskForm(SourcesForm):
    """What the partnership itself holds or asks."""

    one, heading = "position or ask", "Positions and asks"
    lede = "What the partnership holds, and what it asks of government, with whose position it is."

    kind = ChoiceField("Kind", choices=list_choices(AskKind, ASKS), default=AskKind.ASK.value)
    said = text("The words, as they are printed", needed="Enter the words")
    holder = line("Whose it is", needed="Enter whose position it is", hint="Such as the board, or a council.")
    authority = line(
        "On what authority", hint="Who approved it and when, or that it is the view of officers."
    )

    def read(self) -> Given:
        """What a valid form says."""
        parts = (self.said.data or "", self.holder.data or "", self.authority.data or "")
        return GivenAsk(AskKind(self.kind.data), *parts)


FORMS: Mapping[str, type[SourcesForm]] = {SOURCE: SourceForm, FACT: FactForm, POSITION: AskForm}


def get_form(name: str) -> type[SourcesForm]:
    """The form of a list. Raises: NotFound (C102)."""
    if name not in FORMS:
        raise NotFound("C102")
    return FORMS[name]
