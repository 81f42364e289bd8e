"""The lines of a pasted text."""

from forms.proposing.lines import Line


def list_text_lines(text: str) -> tuple[Line, ...]:
    """List the lines that say something, each with its number and whether an empty one stood before it."""
    found: list[Line] = []
    is_apart = True
    for number, line in enumerate(text.splitlines(), 1):
        said = " ".join(line.split())
        if said:
            found.append(Line(said, f"line {number}", is_apart))
        is_apart = not said
    return tuple(found)
