"""What published tables of figures are about, and what stands in a cell."""

from enum import StrEnum


class FigureTopic(StrEnum):
    """What a table counts."""

    ASYLUM_SUPPORT = "asylum_support"
    DISPERSAL = "dispersal"
    TRANSFER_SCHEME = "transfer_scheme"
    RESETTLEMENT = "resettlement"
    OTHER = "other"


class CellState(StrEnum):
    """A number, or why there is none."""

    VALUE = "value"
    NOT_GIVEN = "not_given"
    WITHHELD = "withheld"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
