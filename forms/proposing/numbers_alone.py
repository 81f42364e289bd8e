"""A number that stands by itself, over the question or beside it: both are put into one line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from forms.proposing.lines import Line
from forms.proposing.numbers import Numbering, asks, begins_with_number

_ALONE = re.compile(r"(?P<number>\d{1,3})(?P<end>[.)]?)")
_NOTHING = Line("")


def join_numbers(lines: tuple[Line, ...], numbering: Numbering) -> tuple[Line, ...]:
    """Put the number of a question and the line that asks it into one line, as the document numbers others.

    A number without a dot may be of a scale: it is one of a question only where it follows the number of the
    question before, and stands under no other number alone.
    """
    return tuple(_join(lines, numbering))


def _join(lines: tuple[Line, ...], numbering: Numbering) -> Iterator[Line]:
    last, is_taken, is_scale = 0, False, False
    for line, following in pairwise((*lines, _NOTHING)):
        if is_taken:
            is_taken = False
            continue
        is_taken = not is_scale and _is_of_question(line, following, last, numbering)
        is_scale = not is_taken and _ALONE.fullmatch(line.text) is not None
        if is_taken:
            line = _write(line, following, numbering)
        found = numbering.find(line)
        last = int(re.match(r"\d+", found.number)[0]) if found else last  # type: ignore[index]
        yield line


def _is_of_question(line: Line, following: Line, last: int, numbering: Numbering) -> bool:
    alone = _ALONE.fullmatch(line.text)
    if alone is None or begins_with_number(following.text):
        return False
    is_next = int(alone["number"]) == last + 1
    if numbering.is_labelled:
        return is_next and "?" in following.text
    return asks(following.text) and (is_next or bool(alone["end"]))


def _write(line: Line, following: Line, numbering: Numbering) -> Line:
    number = line.text.rstrip(".)")
    label = f"Question {number}:" if numbering.is_labelled else f"{number}."
    return replace(line, text=f"{label} {following.text}")
