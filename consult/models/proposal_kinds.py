"""What a question read from a consultation document may be, and what was decided about it."""

from enum import StrEnum


class ProposedKind(StrEnum):
    """How it is answered; the values are kinds of questions in a questionnaire."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"


class ProposalState(StrEnum):
    """PROPOSED: as it was read. TAKEN: a person confirmed it, changed or not. LEFT_OUT: it is no question."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    LEFT_OUT = "left_out"
