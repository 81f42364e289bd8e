"""What the government's own form counts where it limits an answer."""

from enum import StrEnum


class LimitUnit(StrEnum):
    """characters: line ends and blanks too, as web forms count."""

    WORDS = "words"
    CHARACTERS = "characters"
