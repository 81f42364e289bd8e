"""The forms of returns: one entered by hand, one withdrawn, a spreadsheet of many, and the list's filters."""

from datetime import date
from typing import Any, cast

from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import BooleanField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from consult.services.region.directing import list_organisations, list_sub_regions
from consult.services.returns.submitting import Sender
from consult.vocabulary import LANGUAGES, Channel, Sector
from consult.web.desk_forms.base import LONGEST_LINE, ChoiceField, DeskForm, Needed, text, trim
from consult.web.desk_forms.days import DayField
from consult.web.desk_forms.questionnaire import FileNeeded
from consult.web.desk_words import CHANNELS, SECTORS

BY_HAND = (Channel.TELEPHONE, Channel.PAPER, Channel.EMAIL)
NOBODY_LISTED = SelectChoice("", "Not in the list")
NOT_GIVEN = SelectChoice("", "Not given")
QUOTING = [
    SelectChoice("named", "Yes, with the organisation’s name"),
    SelectChoice("unnamed", "Yes, without its name"),
    SelectChoice("none", "No, or they did not say"),
]


class EntryForm(DeskForm):
    """Who sent a return, when and how, and what may be done with it. `make_entry_form` adds the lists."""

    channel = ChoiceField(
        "How did it come?",
        choices=[SelectChoice(channel.value, CHANNELS[channel]) for channel in BY_HAND],
        validators=[Needed("Choose how it came")],
    )
    received_on = DayField("When did it come?", needed="Enter the day it came")
    language = ChoiceField(
        "Which language is it in?",
        choices=[SelectChoice(tag, language.english_name) for tag, language in LANGUAGES.items()],
        default="en",
    )
    organisation = ChoiceField("Organisation in the directory")
    organisation_name = StringField(
        "Its name, if it is not in the list",
        [Length(max=LONGEST_LINE, message=f"The name must be {LONGEST_LINE} characters or fewer")],
        [trim],
        description="Leave this empty for somebody who answers for themselves.",
    )
    sector = ChoiceField("Sector, if it is not in the list")
    sub_region = ChoiceField("Sub-region, if it is not in the list")
    quoting = ChoiceField(
        "May the answers be quoted?",
        choices=QUOTING,
        validators=[Needed("Choose whether they may be quoted")],
    )
    dissents = BooleanField("It asks to be recorded as dissenting from the regional response")
    latest_on: date | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that it has not come from the future."""
        is_valid = super().validate(extra_validators)
        day = self.received_on
        if day.data is not None and self.latest_on is not None and day.data > self.latest_on:
            day.errors = [*day.errors, "The day it came is in the future"]
            return False
        return is_valid


class WithdrawForm(DeskForm):
    """Why a return is withdrawn; kept in the record, so it says nothing of the answers."""

    reason = text(
        "Who asked, and how?",
        "Say who asked for it and how",
        hint="Such as “The chief officer, by e-mail on 3 March”. Do not repeat any answer.",
    )


class ImportForm(DeskForm):
    """A spreadsheet of returns, and how its columns answer the questions."""

    file = FileField(
        "Spreadsheet",
        [FileNeeded((".csv", ".xlsx"))],
        description="CSV in UTF-8 or XLSX, one row a return, with column names in the first row.",
    )
    mapping = FileField(
        "Mapping",
        description="Optional. A .toml file that says which column answers which question; "
        "without it the columns must be named like the questions.",
    )


def make_entry_form(session: Session, *, today: date) -> EntryForm:
    """The form with the directory's organisations and sub-regions in its lists."""
    form = cast(EntryForm, type("EntryForm", (EntryForm,), {"latest_on": today})())
    organisations, places = list_organisations(session), list_sub_regions(session)
    form.organisation.choices = [NOBODY_LISTED, *(SelectChoice(one.id, one.name) for one in organisations)]
    form.sector.choices = [NOT_GIVEN, *(SelectChoice(one.value, SECTORS[one]) for one in Sector)]
    form.sub_region.choices = [NOT_GIVEN, *(SelectChoice(one.id, one.name) for one in places)]
    return form


def read_sender(session: Session, form: EntryForm) -> Sender:
    """Who sent it: the directory's organisation with its own sector and place, or what was typed."""
    chosen = next((one for one in list_organisations(session) if one.id == form.organisation.data), None)
    if chosen is not None:
        return Sender(chosen.id, "", chosen.sector, chosen.sub_region_id, bool(form.dissents.data))
    sector = Sector(form.sector.data) if form.sector.data else None
    place = form.sub_region.data or None
    return Sender(None, form.organisation_name.data, sector, place, bool(form.dissents.data))
