"""Who drafted a translation of a questionnaire's text, and how far it is."""

from enum import StrEnum


class DraftedBy(StrEnum):
    """PERSON: somebody with a name. MACHINE: as whoever brought it in declares. FILE: nobody said more."""

    PERSON = "person"
    MACHINE = "machine"
    FILE = "file"


class CellState(StrEnum):
    """MISSING: nothing is written. STALE: the source said something else when it was."""

    MISSING = "missing"
    STALE = "stale"
    DRAFTED = "drafted"
    CHECKED = "checked"
