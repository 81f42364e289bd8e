"""Names as they are compared: on one line, and without case."""


def fold(name: str) -> str:
    """The words of a name in small letters, with one blank between them."""
    return " ".join(name.split()).casefold()
