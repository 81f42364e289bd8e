"""The forms of a data-protection file: what it says, one recipient, and its approval."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from consult.models.protection_kinds import (
    TIMED_RECORDS,
    Controllership,
    LawfulBasis,
    RecipientKind,
    RecordKind,
    RetentionUnit,
    SpecialCondition,
)
from consult.models.region import Organisation
from consult.services.consultations.protection_content import FileContent, Recipient, Retention
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import (
    ChoiceField,
    DeskForm,
    Needed,
    key,
    line,
    list_choices,
    text,
    trim,
)
from consult.web.desk_forms.days import DayField
from consult.web.desk_protection_words import (
    CONDITIONS,
    CONTROLLERSHIPS,
    KEPT_HINTS,
    KEPT_LABELS,
    LAWFUL_BASES,
    RECIPIENT_KINDS,
)

MAIN = "en"
TIME = re.compile(r"(\d{1,5})\s*(day|month|year)s?", re.IGNORECASE)
MONTHS_IN_A_YEAR = 12
LONGEST = {"day": 36_500, "month": 1_200, "year": 100}
NOT_YET = ("", "Not decided yet")
NO_ORGANISATION = ("", "Not in the directory")
KEPT_FIELD = "retention_"


class TimeField(StringField):
    """A time such as “24 months”, “90 days” or “2 years”; empty is nothing said yet."""

    def pre_validate(self, _form: Any) -> None:
        """Raises: ValidationError."""
        if not self.data:
            return
        found = TIME.fullmatch(self.data)
        if found is None:
            raise ValidationError("Enter a number of days, months or years, like 24 months")
        if not 1 <= int(found[1]) <= LONGEST[found[2].lower()]:
            raise ValidationError("Enter a time between 1 day and 100 years")


class FileForm(DeskForm):
    """The file, without its recipients. Nothing is needed to save it; the list of gaps says what is open."""

    language = ChoiceField(
        "Language you write in",
        choices=[(one.tag, one.english_name) for one in LANGUAGES.values()],
        default=MAIN,
        description="What you type is shown in the notice as it is, whatever language that is read in.",
    )
    controllers = TextAreaField(
        "Who is responsible",
        filters=[trim],
        description="The legal name of each controller, one a line. A partnership is often no legal body.",
    )
    controllership = ChoiceField(
        "Alone or together",
        choices=list_choices(Controllership, CONTROLLERSHIPS),
        default=Controllership.SOLE.value,
    )
    officer_contact = text(
        "The data-protection officer",
        hint="Name or office, with an e-mail address, telephone or postal address.",
    )
    lawful_basis = ChoiceField(
        "Lawful basis (Article 6)",
        choices=list_choices(LawfulBasis, LAWFUL_BASES),
        default=LawfulBasis.PUBLIC_TASK.value,
        description="Not permission: that is asked for separately, and taking it back is always possible.",
    )
    special_condition = ChoiceField(
        "Condition for sensitive matters (Article 9)",
        choices=[NOT_YET, *list_choices(SpecialCondition, CONDITIONS)],
        default="",
        description="Experiences show health, belief or origin, whether asked for or not.",
    )
    law = text(
        "The law or duty behind it",
        hint="The law that gives the task and, for Article 9, the paragraph of Schedule 1 to the"
        " Data Protection Act 2018.",
    )
    assessment_reference = line(
        "Impact assessment", hint="Reference and date, so that somebody can ask for it by name."
    )
    withdrawal_until_on = DayField(
        "People can withdraw until",
        hint="Until the end of this day, withdrawing takes words and count out of everything not yet sent.",
    )
    complaints_contact = text(
        "Complaints to the region", hint="Where a complaint is sent, and who answers it."
    )
    regulator_contact = text("Complaints to the Information Commissioner")

    def read(self, before: FileContent) -> FileContent:
        """What was typed; the recipients stay."""
        given = self.data
        plain = ("language", "officer_contact", "law", "assessment_reference", "withdrawal_until_on",
                 "complaints_contact", "regulator_contact")  # fmt: skip
        condition = given["special_condition"]
        return replace(
            before,
            **{name: given[name] for name in plain},
            controllers=tuple(one.strip() for one in given["controllers"].splitlines() if one.strip()),
            controllership=Controllership(given["controllership"]),
            lawful_basis=LawfulBasis(given["lawful_basis"]),
            special_condition=SpecialCondition(condition) if condition else None,
            retention={kind: kept for kind in TIMED_RECORDS if (kept := _read_time(given[_name(kind)]))},
        )


class ApprovalForm(DeskForm):
    """Who approves: the person signed in, or somebody outside who is named."""

    by = ChoiceField(
        "Who approves it",
        choices=[("self", "I do, and I have read all of it"), ("other", "Somebody who is not on the staff")],
        validators=[Needed("Choose who approves it")],
    )
    name = line("Name and office", hint="Such as “A. Person, data-protection officer of the host council”.")
    approved_on = DayField("Approved on", hint="The day they approved it.")
    reference = line("Reference", hint="Of the decision, e-mail or minute that shows it.")

    def check(self, today: date) -> bool:
        """Whether it can be recorded; what is missing becomes an error beside its field."""
        if not self.validate_on_submit():
            return False
        if self.by.data == "other":
            _need(self.name, self.name.data, "Enter who approved it")
            _need(self.reference, self.reference.data, "Enter the reference that shows it")
            day = self.approved_on.data
            _need(self.approved_on, day, "Enter the day they approved it")
            _need(self.approved_on, not day or day <= today, "The day of approval cannot be after today")
        return not self.errors


class RecipientForm(DeskForm):
    """Somebody who receives something; fields for each language are added by `make_recipient_form`."""

    kind = ChoiceField("Kind", choices=list_choices(RecipientKind, RECIPIENT_KINDS))
    organisation = ChoiceField(
        "In the directory as", choices=[NO_ORGANISATION], description="Its standing there is checked."
    )
    may_be_given_accounts = BooleanField("A person may allow that their experience is shown to it")

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Set the organisations to choose from."""
        self.organisation.choices = [NO_ORGANISATION, *((one.key, one.name) for one in organisations)]

    def read(self, recipient_key: str) -> Recipient:
        """What was typed."""
        names = {
            name.removeprefix("name_"): words
            for name, words in self.data.items()
            if name.startswith("name_") and words
        }
        return Recipient(
            key=recipient_key,
            names=names,
            kind=RecipientKind(self.kind.data),
            may_be_given_accounts=bool(self.may_be_given_accounts.data),
            organisation_key=self.organisation.data,
        )


def make_file_form() -> type[FileForm]:
    """The form with a field for each kind of record that is kept."""
    fields = {
        _name(kind): TimeField(KEPT_LABELS[kind], filters=[trim], description=KEPT_HINTS.get(kind, ""))
        for kind in TIMED_RECORDS
    }
    return cast(type[FileForm], type("FileForm", (FileForm,), fields))


def make_recipient_form(tags: Sequence[str], *, is_new: bool) -> type[RecipientForm]:
    """The form with a plain name in each of these languages; the short name only for a new recipient."""
    fields: dict[str, Any] = {f"name_{MAIN}": line("Plain name in English", "Enter a plain name in English")}
    for tag in tags:
        fields.setdefault(f"name_{tag}", line(f"Plain name in {LANGUAGES[tag].english_name}"))
    if is_new:
        hint = "A short name that never changes, such as city-housing."
        fields["key"] = key("Short name", "Enter a short name", hint)
    return cast(type[RecipientForm], type("RecipientForm", (RecipientForm,), fields))


def list_file_values(content: FileContent) -> dict[str, Any]:
    """What the form shows of a file."""
    kept = {_name(kind): write_time(one) for kind, one in content.retention.items() if kind in TIMED_RECORDS}
    return vars(content) | kept | {"controllers": "\n".join(content.controllers)}


def list_recipient_values(recipient: Recipient) -> dict[str, Any]:
    """What the form shows of a recipient."""
    names = {f"name_{tag}": words for tag, words in recipient.names.items()}
    return {**names, "kind": recipient.kind, "organisation": recipient.organisation_key,
            "may_be_given_accounts": recipient.may_be_given_accounts}  # fmt: skip


def write_time(kept: Retention) -> str:
    """A time as the form reads it back."""
    unit = kept.unit.value if kept.count != 1 else kept.unit.value.removesuffix("s")
    return f"{kept.count} {unit}"


def _read_time(typed: str) -> Retention | None:
    found = TIME.fullmatch(typed or "")
    if found is None:
        return None
    count, unit = int(found[1]), found[2].lower()
    if unit == "day":
        return Retention(count, RetentionUnit.DAYS)
    return Retention(count * (MONTHS_IN_A_YEAR if unit == "year" else 1), RetentionUnit.MONTHS)


def _name(kind: RecordKind) -> str:
    return f"{KEPT_FIELD}{kind.value}"


def _need(field: Any, given: Any, message: str) -> None:
    if not given and not field.errors:
        field.errors = [message]
