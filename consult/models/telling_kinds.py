"""How an experience is told and written down, and how permission for it is given."""

from enum import StrEnum


class AttributionLevel(StrEnum):
    """How closely somebody who told an experience may be described beside a quotation."""

    REGION = "region"
    AREA = "area"
    OWN_WORDS = "own_words"


class Manner(StrEnum):
    """How a permission was given."""

    WRITTEN = "written"
    SPOKEN = "spoken"


class Teller(StrEnum):
    """Who told an experience."""

    PERSON = "person"
    SOMEBODY_ELSE = "somebody_else"
    EVENT = "event"


class Writer(StrEnum):
    """Who wrote an experience down."""

    PERSON = "person"
    WORKER = "worker"
    FAMILY = "family"


class Interpreter(StrEnum):
    """Through whom an experience was told."""

    NONE = "none"
    WORKER = "worker"
    PROFESSIONAL = "professional"
    FAMILY = "family"


class Wording(StrEnum):
    """How closely what is written follows what was said."""

    VERBATIM = "verbatim"
    SUMMARY = "summary"


class PromptChoice(StrEnum):
    """What somebody does with words of theirs that may give a person away."""

    KEEP = "keep"
    REMOVE = "remove"
    CHANGE = "change"
