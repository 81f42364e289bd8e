"""What a questionnaire is made of: pages, questions with their choices, and values that nobody is asked for.

It uses the standard library only, as definitions do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Text = Mapping[str, str]
"""Language tag (BCP 47) to text; a language without text is left out."""

Media = Mapping[str, Text]
"""Names of files in each language, by what they are: image, big-image, audio or video. None is shown yet."""

KINDS = (
    "text",
    "integer",
    "decimal",
    "range",
    "date",
    "time",
    "dateTime",
    "select_one",
    "select_multiple",
    "rank",
    "acknowledge",
    "note",
)
CHOICE_KINDS = ("select_one", "select_multiple", "rank")
"""Kinds with choices of their own."""

LATER = {"is_later": True}
"""Fields that stored definitions may lack: left out where they say nothing, so that no digest changes."""


@dataclass(frozen=True)
class Choice:
    """One choice of a select question; `name` is what is stored, `columns` what a choice filter looks at."""

    name: str
    label: Text = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict, metadata=LATER)
    media: Media = field(default_factory=dict, metadata=LATER)


@dataclass(frozen=True)
class Question:
    """One thing asked, or a note that is only read.

    relevant, constraint, choice_filter and required_if are expressions; empty ones ask nothing.
    group_id: the innermost group with a condition that it stands in.
    parameters: what its kind is told besides, such as the start, end and step of a range.
    default: what its inputs hold before anything was answered, as a cell of a table says it.
    """

    id: str
    kind: str
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    required: bool = False
    required_message: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    appearance: str = ""
    government_questions: tuple[str, ...] = ()
    guidance: Text = field(default_factory=dict, metadata=LATER)
    relevant: str = field(default="", metadata=LATER)
    constraint: str = field(default="", metadata=LATER)
    constraint_message: Text = field(default_factory=dict, metadata=LATER)
    choice_filter: str = field(default="", metadata=LATER)
    required_if: str = field(default="", metadata=LATER)
    group_id: str = field(default="", metadata=LATER)
    parameters: Mapping[str, str] = field(default_factory=dict, metadata=LATER)
    default: str = field(default="", metadata=LATER)
    media: Media = field(default_factory=dict, metadata=LATER)

    @property
    def is_answerable(self) -> bool:
        """Tell whether people answer it; a note they only read."""
        return self.kind != "note"


@dataclass(frozen=True)
class Page:
    """What is shown at once: mostly one question, with the notes that lead to it.

    appearance: "table-list" where questions with the same choices are shown as one table.
    """

    id: str
    title: Text = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    appearance: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class ConditionalGroup:
    """A group whose questions are asked only where its expression holds, and those of the groups round it."""

    id: str
    relevant: str = ""
    parent_id: str = ""


@dataclass(frozen=True)
class Calculation:
    """A value that is worked out from answers for other expressions; nobody is asked for it.

    is_hidden: it came as a row of the kind "hidden"; its expression may be a text in quotation marks.
    """

    id: str
    expression: str
    relevant: str = ""
    group_id: str = ""
    is_hidden: bool = field(default=False, metadata=LATER)
