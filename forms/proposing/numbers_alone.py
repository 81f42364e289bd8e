"""A number that stands by itself, over the question or beside it: both are put into one line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from forms.proposing.lines import Line
from forms.proposing.numbers import Numbering, asks, begins_with_number

_ALONE = re.compile(r"\d{1,3}[.)]?")
_NOTHING = Line("")


def join_numbers(lines: tuple[Line, ...], numbering: Numbering) -> tuple[Line, ...]:
    """Put the number of a question and the line that asks it into one line, as the document numbers others.

    A number without a dot may be of a scale: it is one of a question only where it follows the number of the
    question before and no other line has a better claim to it.
    """
    return tuple(_Joining(lines, numbering).join())


class _Joining:
    """One pass over the lines. `claims` are the places of lines that may begin a question, by its number."""

    def __init__(self, lines: tuple[Line, ...], numbering: Numbering) -> None:
        self.lines = (*lines, _NOTHING)
        self.numbering = numbering
        self.claims: dict[int, list[int]] = {}
        self.is_numbered_alone = False
        for place in range(len(lines)):
            self.claims.setdefault(self._read_claim(place), []).append(place)

    def join(self) -> Iterator[Line]:
        last, is_taken = 0, False
        for place, line in enumerate(self.lines[:-1]):
            if is_taken:
                is_taken = False
                continue
            if is_taken := self._is_of_question(place, last):
                self.is_numbered_alone |= line.text.isdigit()
                line = _write(line, self.lines[place + 1], self.numbering)
            found = self.numbering.find(line)
            last = int(re.match(r"\d+", found.number)[0]) if found else last  # type: ignore[index]
            yield line

    def _is_of_question(self, place: int, last: int) -> bool:
        text = self.lines[place].text
        if not self._asks_alone(place):
            return False
        is_next = int(text.rstrip(".)")) == last + 1
        if text.isdigit():
            return is_next and not self._is_of_scale(place, last + 1)
        return is_next or not self.numbering.is_labelled

    def _asks_alone(self, place: int) -> bool:
        """Whether a line is a number alone, over something that asks."""
        below = self.lines[place + 1].text
        if _ALONE.fullmatch(self.lines[place].text) is None or begins_with_number(below):
            return False
        return "?" in below if self.numbering.is_labelled else asks(below)

    def _is_of_scale(self, place: int, number: int) -> bool:
        """Whether another line has the number before the next question, or the number counts on from another.

        Where it counts on, it is one of a question if one with the next number follows, or if the document
        numbered questions so before.
        """
        following = next((one for one in self.claims.get(number + 1, ()) if one > place), len(self.lines))
        if any(place < one < following for one in self.claims[number]):
            return True
        counts_on = place > 0 and self.lines[place - 1].text == str(number - 1)
        return counts_on and following == len(self.lines) and not self.is_numbered_alone

    def _read_claim(self, place: int) -> int:
        found = self.numbering.find(self.lines[place])
        if found is not None:
            return int(found.number) if found.number.isdigit() else 0
        return int(self.lines[place].text.rstrip(".)")) if self._asks_alone(place) else 0


def _write(line: Line, following: Line, numbering: Numbering) -> Line:
    number = line.text.rstrip(".)")
    label = f"Question {number}:" if numbering.is_labelled else f"{number}."
    return replace(line, text=f"{label} {following.text}")
