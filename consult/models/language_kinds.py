"""On what the language of a passage rests."""

from enum import StrEnum


class LanguageBasis(StrEnum):
    """People declared it, the program detected it, or neither could say."""

    DECLARED = "declared"
    DETECTED = "detected"
    UNKNOWN = "unknown"
