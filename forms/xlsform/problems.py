"""What a file's report is made of: problems with a place, a code and a remedy."""

from collections import Counter
from collections.abc import Mapping
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
DROPPED_CODES = frozenset({
    "F110", "F204", "F207", "F213", "F214", "F224", "F242", "F255", "F263", "F281", "F284", "F318",
})
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


MOST_OF_A_CODE = 1_000
"""Places that are kept of one code: a file that is wrong everywhere must not fill the memory."""


@dataclass(frozen=True)
class Repair:
    """One thing that was changed in what was read: where, what was found there, and what was done."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Reading:
    """What came out of a file; there is no questionnaire if anything was wrong enough to stop the import.

    unlisted: how many more problems there are of each code than are kept here.
    """

    name: str
    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    unlisted: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_importable(self) -> bool:
        """Tell whether the questionnaire can be imported as it is."""
        return self.questionnaire is not None


@dataclass
class Findings:
    """Collects problems while a file is read; of each code so many, and the rest as a count."""

    problems: list[Problem] = field(default_factory=list)
    most_of_a_code: int = MOST_OF_A_CODE
    _counts: Counter[str] = field(default_factory=Counter)
    _has_errors: bool = False

    def add(self, code: str, sheet: str = "", row: int = 0, column: str = "", **values: object) -> None:
        """Add one problem; its severity belongs to its code."""
        if self._may_keep(code):
            fault = CATALOGUE[code]
            message, remedy = fault.message.format(**values), fault.remedy.format(**values)
            self._keep(sheet, row, column, code, message, remedy)

    def add_coded(self, error: FormsError, sheet: str = "", row: int = 0, column: str = "") -> None:
        """Add an error of a reader as a problem of one cell, or of the whole file."""
        if self._may_keep(error.code):
            self._keep(sheet, row, column, error.code, error.message, error.remedy)

    def _may_keep(self, code: str) -> bool:
        self._counts[code] += 1
        self._has_errors = self._has_errors or severity_of(code) is Severity.ERROR
        return self._counts[code] <= self.most_of_a_code

    def _keep(self, sheet: str, row: int, column: str, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(sheet, row, column, code, severity_of(code), message, remedy))

    def count_unlisted(self) -> dict[str, int]:
        """Return how many more problems there were of each code than were kept."""
        most = self.most_of_a_code
        return {code: found - most for code, found in sorted(self._counts.items()) if found > most}

    @property
    def has_errors(self) -> bool:
        """Tell whether anything stops the import."""
        return self._has_errors


def severity_of(code: str) -> Severity:
    """Return how bad a code is; what is neither a warning nor left out is an error."""
    if code in WARNING_CODES:
        return Severity.WARNING
    return Severity.DROPPED if code in DROPPED_CODES else Severity.ERROR
