"""Kinds of what is taken out of an exact version of a response later, and of files kept beside it."""

from enum import StrEnum


class WithdrawnKind(StrEnum):
    """name: of whoever is quoted, listed or dissents, or of a theme; the words themselves may stand."""

    QUOTATION = "quotation"
    TRANSLATION = "translation"
    NAME = "name"


class AttachedKind(StrEnum):
    """What a file that staff attach to a consultation is: how something was agreed, sent or found."""

    MINUTE = "minute"
    EMAIL = "email"
    PROOF = "proof"
    SOURCE = "source"
    TERMS = "terms"
