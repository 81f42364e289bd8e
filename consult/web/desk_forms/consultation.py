"""The form of a consultation: its names in every language, its dates and the government's questions."""

from collections.abc import Sequence
from typing import Any, cast

from wtforms import BooleanField

from consult.models.consultation import Consultation
from consult.services.consultations.consulting import ConsultationPlan
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import DeskForm, key, line, text, trim
from consult.web.desk_forms.days import DayField
from consult.web.desk_forms.numbered_lines import (
    LinesField,
    read_numbered_lines,
    write_numbered_lines,
)

MAIN = "en"
LINES_HINT = "One question a line, each with its number in front, such as “4. What support is needed?”"
SLUG_HINT = (
    "Part of the public address, such as family-reunion: small letters, digits, hyphens. It never changes."
)


class ConsultationForm(DeskForm):
    """The form; fields for each language are added by `make_form`."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that the dates follow each other."""
        is_valid = super().validate(extra_validators)
        return (
            _follows(self, "closes_on", "opens_on", "The closing date is before the opening date")
            & (
                _follows(
                    self,
                    "government_deadline_on",
                    "closes_on",
                    "The government’s deadline is before the closing date",
                )
            )
            & is_valid
        )


def make_form(tags: Sequence[str], *, is_new: bool) -> type[ConsultationForm]:
    """Make the form class for titles and summaries in these languages; the short name only for a new one."""
    fields: dict[str, Any] = {
        f"title_{MAIN}": line("Title in English", "Enter the title in English"),
        **({"slug": key("Short name", "Enter a short name", SLUG_HINT)} if is_new else {}),
        f"summary_{MAIN}": text(
            "What it is about, in English", hint="A few plain sentences for the first page."
        ),
        "consulting_body": line("Who is consulting", hint="Such as a government department."),
        "opens_on": DayField("Opens on", hint="People can answer from the start of this day."),
        "closes_on": DayField("Closes on", hint="People can answer until the end of this day."),
        "government_deadline_on": DayField(
            "The government’s own deadline",
            hint="The day the region’s response has to be with the government.",
        ),
        "is_standing_call": BooleanField(
            "A standing call: it asks for experiences at any time, and for no returns"
        ),
        "withdrawal_until_on": DayField(
            "Experiences can be changed and taken back until",
            hint="Until the end of this day words can be changed, and withdrawing takes words and count. "
            "Where a privacy notice is approved, its date counts; where neither is given, the closing date.",
        ),
        "government_questions": LinesField(
            "The government’s questions", filters=[trim], description=LINES_HINT
        ),
    }
    for tag in tags:
        if tag != MAIN:
            fields |= _name_in(tag)
    return cast(type[ConsultationForm], type("ConsultationForm", (ConsultationForm,), fields))


def list_values(consultation: Consultation) -> dict[str, Any]:
    """What the form shows of a consultation that is there."""
    questions = tuple((one.number, one.text) for one in consultation.government_questions)
    days = ("opens_on", "closes_on", "government_deadline_on", "withdrawal_until_on")
    plain = ("is_standing_call", "consulting_body", *days)
    return {
        **{name: getattr(consultation, name) for name in plain},
        **{f"title_{tag}": words for tag, words in consultation.title.items()},
        **{f"summary_{tag}": words for tag, words in consultation.summary.items()},
        "government_questions": write_numbered_lines(questions),
    }


def read_plan(form: ConsultationForm, slug: str, *, is_fictional: bool = False) -> ConsultationPlan:
    """What a valid form says."""
    given = form.data
    return ConsultationPlan(
        slug=slug,
        title=_gather(given, "title_"),
        summary=_gather(given, "summary_"),
        consulting_body=given["consulting_body"],
        opens_on=given["opens_on"],
        closes_on=given["closes_on"],
        government_deadline_on=given["government_deadline_on"],
        withdrawal_until_on=given["withdrawal_until_on"],
        government_questions=read_numbered_lines(given["government_questions"]),
        is_fictional=is_fictional,
        is_standing_call=given["is_standing_call"],
    )


def _name_in(tag: str) -> dict[str, Any]:
    name = LANGUAGES[tag].english_name
    return {f"title_{tag}": line(f"Title in {name}"), f"summary_{tag}": text(f"What it is about, in {name}")}


def _gather(given: dict[str, Any], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): words for name, words in given.items() if name.startswith(prefix) and words
    }


def _follows(form: ConsultationForm, later: str, earlier: str, message: str) -> bool:
    second, first = form[later], form[earlier]
    if second.data is None or first.data is None or second.data >= first.data:
        return True
    second.errors = [*second.errors, message]
    return False
