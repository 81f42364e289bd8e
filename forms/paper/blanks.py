"""What is left empty under a question on paper, for an answer by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """How the empty place looks."""

    NOTHING = "nothing"
    LINES = "lines"
    PARTS = "parts"
    ONE_OF = "one_of"
    ANY_OF = "any_of"
    RANKED = "ranked"


@dataclass(frozen=True)
class Blank:
    """An empty place. lines: how many; parts: names of what is filled in or ticked, marked for translation.

    instruction: what to do with it, marked for translation; empty where the place says enough.
    values: what stands in the instruction.
    """

    shape: Shape
    lines: int = 0
    parts: tuple[str, ...] = ()
    instruction: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


NOTHING = Blank(Shape.NOTHING)
ONE_LINE = Blank(Shape.LINES, 1)
FEW_LINES = Blank(Shape.LINES, 2)
MANY_LINES = Blank(Shape.LINES, 10)
