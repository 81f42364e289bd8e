"""The forms for what government sends: a document to be read, and one question to be decided about."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import IntegerField, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from consult.models.limit_kinds import LimitUnit
from consult.models.proposal_kinds import ProposalState, ProposedKind
from consult.models.proposals import ProposedQuestion
from consult.services.questionnaires.proposing_questions import Decided
from consult.web.desk_forms.base import ChoiceField, DeskForm, line, list_choices, text, trim
from forms.definitions import CHOICE_KINDS

PASTED = "pasted text"
LONGEST_NUMBER = 12
MOST_LIMIT = 1_000_000
PROPOSED_KINDS = {
    ProposedKind.TEXT: "In their own words",
    ProposedKind.INTEGER: "A whole number",
    ProposedKind.DATE: "A date",
    ProposedKind.SELECT_ONE: "One of the choices below",
    ProposedKind.SELECT_MULTIPLE: "Any number of the choices below",
}
PROPOSAL_STATES = {
    ProposalState.PROPOSED: ("To decide", "yellow"),
    ProposalState.TAKEN: ("Taken", "green"),
    ProposalState.LEFT_OUT: ("Left out", "grey"),
}
LIMIT_UNITS = {LimitUnit.WORDS: "Words", LimitUnit.CHARACTERS: "Characters"}


class DocumentForm(DeskForm):
    """A consultation document: a file or its text."""

    file = FileField("File", description="A Word document (.docx), a PDF with text in it, or plain text.")
    pasted = TextAreaField("Or paste its questions", filters=[trim], description="With their numbers.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is one of the two."""
        if super().validate(extra_validators) and (self.has_file() or self.pasted.data):
            return True
        self.file.errors = [*self.file.errors, "Choose a file, or paste the questions"]
        return False

    def has_file(self) -> bool:
        """Whether a file was chosen."""
        return bool(getattr(self.file.data, "filename", ""))


class DecisionForm(DeskForm):
    """One proposed question as it shall be asked."""

    number = line("Number", "Enter the number that the document gives it", longest=LONGEST_NUMBER)
    text = text("Question", needed="Enter the question")
    kind = ChoiceField("How it is answered", choices=list_choices(ProposedKind, PROPOSED_KINDS))
    choices = TextAreaField("Choices", filters=[trim], description="One a line.")
    reasons = line(
        "What it asks to be explained",
        hint="Asked under the choices, such as “Please explain your answer.” Empty where nothing is.",
    )
    limit_number = IntegerField(
        "Longest answer",
        [Optional(), NumberRange(1, MOST_LIMIT, f"Enter a whole number from 1 to {MOST_LIMIT:,}")],
        description="Empty where there is no limit.",
    )
    limit_unit = ChoiceField(
        "Counted in", choices=list_choices(LimitUnit, LIMIT_UNITS), default=LimitUnit.WORDS.value
    )

    def validate_choices(self, field: Any) -> None:
        """Raises: ValidationError where there is nothing, or only one thing, to choose from."""
        if self.kind.data in CHOICE_KINDS and len(_list_lines(field.data)) < 2:
            raise ValidationError("Enter two choices or more, one a line")

    def show(self, row: ProposedQuestion) -> None:
        """Fill in what was read."""
        for name in ("number", "text", "reasons", "limit_number"):
            self[name].data = getattr(row, name)
        self.kind.data = row.kind.value
        self.choices.data = "\n".join(row.choices)
        self.limit_unit.data = (row.limit_unit or LimitUnit.WORDS).value

    def read(self) -> Decided:
        """The question that a valid form takes."""
        chooses = self.kind.data in CHOICE_KINDS
        limit = self.limit_number.data
        return Decided(
            number=self.number.data,
            text=self.text.data,
            kind=ProposedKind(self.kind.data),
            choices=_list_lines(self.choices.data) if chooses else (),
            reasons=self.reasons.data if chooses else "",
            limit_number=limit,
            limit_unit=LimitUnit(self.limit_unit.data) if limit else None,
        )


def leave_out(row: ProposedQuestion) -> Decided:
    """The decision that a line is no question; what was read of it stays to be seen."""
    return Decided(
        number=row.number,
        text=row.text,
        kind=row.kind,
        choices=tuple(row.choices),
        reasons=row.reasons,
        limit_number=row.limit_number,
        limit_unit=row.limit_unit,
        state=ProposalState.LEFT_OUT,
    )


def _list_lines(written: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in (written or "").splitlines() if one.strip()))
