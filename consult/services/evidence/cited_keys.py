"""How statements that people add themselves are named in a draft: by what they are, and their number."""

SOURCE, FACT, POSITION = "source", "partner-fact", "position"
CARRIED = "carried"


def make_key(name: str, number: int) -> str:
    """The name of a statement, such as source.3."""
    return f"{name}.{number}"


def read_key(key: str) -> tuple[str, int] | None:
    """What a statement is and its number; None for one that the program makes."""
    name, _, number = key.partition(".")
    is_own = name in {SOURCE, FACT, POSITION, CARRIED} and number.isascii() and number.isdigit()
    return (name, int(number)) if is_own else None
