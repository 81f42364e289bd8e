"""Kinds of what is taken out of an exact version of a response after it was made."""

from enum import StrEnum


class WithdrawnKind(StrEnum):
    """name: of whoever is quoted, listed or dissents, or of a theme; the words themselves may stand."""

    QUOTATION = "quotation"
    TRANSLATION = "translation"
    NAME = "name"
