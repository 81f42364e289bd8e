"""What a file's report is made of: problems with a place, a code and a remedy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from forms.definitions import Questionnaire
from forms.errors import CATALOGUE, FormsError


class Severity(StrEnum):
    """How bad it is: an error stops the import, what is dropped is left out, a warning changes nothing."""

    ERROR = "error"
    WARNING = "warning"
    DROPPED = "dropped"


# fmt: off
WARNING_CODES = frozenset({
    "F108", "F203", "F205", "F208", "F211", "F232", "F241", "F256", "F261", "F262", "F264", "F267", "F268",
    "F269", "F317",
})
DROPPED_CODES = frozenset({"F110", "F204", "F207", "F224", "F242", "F255", "F263", "F281", "F284", "F318"})
# fmt: on


@dataclass(frozen=True)
class Problem:
    """One thing to know about one place; row is 0 and column empty where it concerns more than a cell."""

    sheet: str
    row: int
    column: str
    code: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True)
class Reading:
    """What came out of a file; there is no questionnaire if anything was wrong enough to stop the import."""

    name: str
    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]

    @property
    def is_importable(self) -> bool:
        """Tell whether the questionnaire can be imported as it is."""
        return self.questionnaire is not None


@dataclass
class Findings:
    """Collects problems while a file is read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, sheet: str = "", row: int = 0, column: str = "", **values: object) -> None:
        """Add one problem; its severity belongs to its code."""
        fault = CATALOGUE[code]
        message, remedy = fault.message.format(**values), fault.remedy.format(**values)
        self.problems.append(Problem(sheet, row, column, code, severity_of(code), message, remedy))

    def add_coded(self, error: FormsError, sheet: str, row: int, column: str) -> None:
        """Add an error of a reader as a problem of one cell."""
        severity = severity_of(error.code)
        self.problems.append(Problem(sheet, row, column, error.code, severity, error.message, error.remedy))

    def add_error(self, error: FormsError) -> None:
        """Add what stopped the reading of the whole file."""
        self.problems.append(
            Problem("", 0, "", error.code, severity_of(error.code), error.message, error.remedy)
        )

    def list_codes(self) -> Iterator[str]:
        """List the codes found so far."""
        return (problem.code for problem in self.problems)

    @property
    def has_errors(self) -> bool:
        """Tell whether anything stops the import."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def severity_of(code: str) -> Severity:
    """Return how bad a code is; what is neither a warning nor left out is an error."""
    if code in WARNING_CODES:
        return Severity.WARNING
    return Severity.DROPPED if code in DROPPED_CODES else Severity.ERROR
