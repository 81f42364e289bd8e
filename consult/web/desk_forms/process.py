"""The forms of how a response came about: its days and rules, and what changed because of partners."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from consult.models.attachments import AttachedFile
from consult.models.process import ProcessRecord
from consult.models.region import Organisation
from consult.services.process.keeping_process import Told
from consult.services.process.noting_changes import Change
from consult.web.desk_forms.base import ChoiceField, DeskForm, SeveralField, line, text
from consult.web.desk_forms.days import DayField

MOST_RETURNS, MOST_PCT = 1_000_000, 99
DAYS = ("government_opened_on", "partners_asked_on", "partners_close_on")
PLAIN = (*DAYS, "given", "late_rule", "sampled_above", "sampled_pct")


def number(label: str, most: int, hint: str) -> IntegerField:
    """A whole number from 1, or nothing."""
    message = f"Enter a whole number from 1 to {most:,}"
    return IntegerField(label, [Optional(), NumberRange(1, most, message=message)], description=hint)


class ProcessForm(DeskForm):
    """What is told of how the consultation was run."""

    government_opened_on = DayField("The government opened its consultation on")
    partners_asked_on = DayField("Partners were asked on")
    partners_close_on = DayField(
        "The closing day that partners were told",
        hint="Leave it empty where it is the day on which the form closes. What came after it is late.",
    )
    given = text("What partners were given", hint="Such as a briefing, and how long it was. It is printed.")
    files = SeveralField("Files that they were given", validate_choice=False)
    late_rule = text(
        "How late returns are treated",
        hint="It is printed. The program counts every return that came before the analysis, late or not. "
        "Left empty, the document says that they are read and counted like the others.",
    )
    sampled_above = number(
        "Read only some where more returns come than",
        MOST_RETURNS,
        "Leave it empty, with the share, where every return has to be read in full. The rule is printed.",
    )
    sampled_pct = number(
        "Share of them that has to be read, in per cent",
        MOST_PCT,
        "The program draws them: nobody can pick which.",
    )

    def offer(self, files: Iterable[AttachedFile]) -> None:
        """Set the files to choose from."""
        self.files.choices = [(one.id, one.name) for one in files]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that days follow each other and that a share has its number."""
        is_valid = super().validate(extra_validators)
        asked, closed = self.partners_asked_on.data, self.partners_close_on.data
        if asked and closed and closed < asked:
            self.partners_close_on.errors = ["The closing day is before the day on which partners were asked"]
            is_valid = False
        if not (self.sampled_above.errors or self.sampled_pct.errors) and self._is_half():
            self.sampled_pct.errors = ["Enter both, the number of returns and the share, or neither"]
            is_valid = False
        return is_valid

    def read(self) -> Told:
        """What was typed."""
        given = {name: self[name].data for name in PLAIN} | {
            "late_rule": " ".join(self.late_rule.data.split())
        }
        return Told(**given, file_ids=tuple(self.files.data or ()))

    def _is_half(self) -> bool:
        return (self.sampled_above.data is None) != (self.sampled_pct.data is None)


class ChangeForm(DeskForm):
    """One thing that changed because of a partner."""

    section_key = ChoiceField("Part of the response", choices=[])
    what = line("What changed", needed="Say what changed")
    organisation = ChoiceField(
        "Because of the organisation",
        choices=[],
        hints={},
        description="It is named in the document only while it agrees to be named there.",
    )
    because_of = line(
        "Or because of",
        hint="In words, such as the forum on housing. Name nobody who did not agree to it.",
    )

    def offer(self, titles: Mapping[str, str], organisations: Iterable[Organisation]) -> None:
        """Set the sections and the organisations to choose from."""
        self.section_key.choices = [("", "The response as a whole"), *titles.items()]
        self.organisation.choices = [
            ("", "None of the directory"),
            *((one.id, one.name) for one in organisations),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that one says because of whom."""
        is_valid = super().validate(extra_validators)
        if not self.organisation.data and not self.because_of.data:
            self.because_of.errors = ["Choose an organisation, or say because of whom"]
            is_valid = False
        return is_valid

    def read(self) -> Change:
        """What was typed."""
        organisation_id = self.organisation.data or None
        words = "" if organisation_id else self.because_of.data
        return Change(self.what.data, self.section_key.data, organisation_id, words)


def list_values(record: ProcessRecord | None, given: Iterable[AttachedFile]) -> dict[str, Any]:
    """What the form shows of what is there."""
    plain = {name: getattr(record, name) for name in PLAIN} if record else {}
    return plain | {"files": [one.id for one in given]}
