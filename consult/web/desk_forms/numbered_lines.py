"""Questions of government as people paste them: one a line, with its number in front."""

import re
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import ValidationError

NUMBER = re.compile(
    r"(?:question|q)?\s*(?P<number>(?=[\w.]*\d)\w{1,6}(?:\.\w{1,4})*)[.):]?\s+(?P<text>\S.*)", re.I
)
Numbered = tuple[tuple[str, str], ...]


class LinesField(TextAreaField):
    """Numbered lines; wrong ones are an error that names the line."""

    def pre_validate(self, _form: Any) -> None:
        """Raises: ValidationError."""
        try:
            read_numbered_lines(self.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None


def read_numbered_lines(text: str) -> Numbered:
    """Give number and text of each line; where no line has a number they are counted from 1.

    Raises: ValueError that names the line without a number, or the number that is there twice.
    """
    lines = [(place, line.strip()) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = [(place, line, NUMBER.fullmatch(line)) for place, line in lines]
    if not any(match for *_, match in found):
        return tuple((str(number), line) for number, (_, line) in enumerate(lines, 1))
    pairs = []
    for place, line, match in found:
        if match is None:
            raise ValueError(f"Line {place} does not begin with a number: “{line[:40]}”")
        pairs.append((match["number"], match["text"]))
    _refuse_doubles([number for number, _ in pairs])
    return tuple(pairs)


def write_numbered_lines(questions: Numbered) -> str:
    """The questions as lines that `read_numbered_lines` reads back."""
    return "\n".join(f"{number}. {' '.join(text.split())}" for number, text in questions)


def _refuse_doubles(numbers: list[str]) -> None:
    for number in numbers:
        if numbers.count(number) > 1:
            raise ValueError(f"The number {number} is there more than once")
