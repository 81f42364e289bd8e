"""Why a document cannot be read."""

from consult.errors import ImportRefused


def refuse(name: str, reason: str) -> ImportRefused:
    """The refusal of a file (C771)."""
    return ImportRefused("C771", name=name, reason=reason)
