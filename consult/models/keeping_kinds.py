"""Kinds of files that were handed out, why one is taken back, and how far that has come."""

from enum import StrEnum


class FileKind(StrEnum):
    """A file that holds people's words."""

    RETURNS = "returns"
    EXPERIENCES = "experiences"
    DRAFT = "draft"


class RecallCause(StrEnum):
    """Why a file is to be deleted wherever it is; narrowed: a permission was, or a passage refused."""

    WITHDRAWN = "withdrawn"
    NARROWED = "narrowed"
    EXPIRED = "expired"


class RecallState(StrEnum):
    """How far taking a file back has come."""

    TO_DO = "to_do"
    TOLD = "told"
    CONFIRMED = "confirmed"
