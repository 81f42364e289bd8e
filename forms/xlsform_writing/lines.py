"""What stands in the sheet “survey”, line by line: questions, values, and the edges of groups."""

from dataclasses import dataclass, field

from forms.definitions import Calculation, Question, Text


@dataclass(frozen=True)
class Begin:
    """The beginning of a group. page_id: of the one page it is, where that is not its name."""

    name: str
    title: Text = field(default_factory=dict)
    appearance: str = ""
    relevant: str = ""
    page_id: str = ""


@dataclass(frozen=True)
class End:
    """The end of the innermost group that is open."""


Line = Question | Calculation | Begin | End
