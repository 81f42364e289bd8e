"""Domain errors. Each has a stable code, a plain message, a remedy and an HTTP status; no HTML, no Flask.

Codes: C0xx configuration, C1xx access and sign-in, C2xx collecting, C3xx consent and accounts,
C4xx analysis and coding, C5xx drafting, C6xx jobs, C7xx imports, C8xx exports. To add one, write its entry in
its family's file in consult/failures/; those files are the single source of docs/errors.md.
"""

from consult.failures.access import ACCESS
from consult.failures.agreeing import AGREEING
from consult.failures.analysing import ANALYSING
from consult.failures.collecting import COLLECTING
from consult.failures.drafting import DRAFTING
from consult.failures.entry import ErrorEntry
from consult.failures.evidencing import EVIDENCING
from consult.failures.experiences import EXPERIENCES
from consult.failures.exporting import EXPORTING
from consult.failures.following import FOLLOWING
from consult.failures.grouping import GROUPING
from consult.failures.handing_on import HANDING_ON
from consult.failures.importing import IMPORTING
from consult.failures.keeping_copies import KEEPING_COPIES
from consult.failures.protecting import PROTECTING
from consult.failures.setting_up import SETTING_UP
from consult.failures.signing_off import SIGNING_OFF
from consult.failures.working import WORKING

FAMILIES = (
    SETTING_UP,
    KEEPING_COPIES,
    ACCESS,
    COLLECTING,
    EXPERIENCES,
    PROTECTING,
    GROUPING,
    HANDING_ON,
    ANALYSING,
    DRAFTING,
    AGREEING,
    SIGNING_OFF,
    EVIDENCING,
    FOLLOWING,
    WORKING,
    IMPORTING,
    EXPORTING,
)
CATALOGUE: dict[str, ErrorEntry] = {code: entry for family in FAMILIES for code, entry in family.items()}


class CodedError(Exception):
    """An error with a code from a catalogue; values fill the places in its message and remedy."""

    catalogue = CATALOGUE

    def __init__(self, code: str, **values: object) -> None:
        entry = self.catalogue[code]
        self.code = code
        self.message = entry.message.format(**values)
        self.remedy = entry.remedy.format(**values)
        self.status = entry.status
        self.values = values
        super().__init__(f"{code}: {self.message} {self.remedy}")


class ConfigurationError(CodedError):
    """A setting is missing or wrong."""


class AccessDenied(CodedError):
    """The viewer may not see or do this."""


class NotFound(CodedError):
    """The thing asked for does not exist, or may not be seen."""


class Conflict(CodedError):
    """The state of things does not allow this now."""


class ImportRefused(CodedError):
    """A file or a row of it cannot be taken in."""


class ExportRefused(CodedError):
    """A file cannot be written, or not in that form."""
