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


class WaitCause(StrEnum):
    """Why a permission waits to be said again after a backup was restored.

    changed: the key store knows that the person changed something since; unknown: nothing knows of anybody.
    """

    CHANGED = "changed"
    UNKNOWN = "unknown"
