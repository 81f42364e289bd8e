"""What the table of a closed question says, by sub-region."""

from dataclasses import dataclass

from consult.services.spoken_for import Share


@dataclass(frozen=True)
class ChoiceLine:
    """One answer. people: whom the returns that chose it say that they speak for, where that may be told."""

    label: str
    areas: tuple[Share, ...]
    all: Share
    people: int | None = None


@dataclass(frozen=True)
class ChoiceTable:
    """One closed question. answered of received: the denominators; speaking: they say for how many people."""

    question_id: str
    text: str
    areas: tuple[str, ...]
    lines: tuple[ChoiceLine, ...]
    answered: int
    received: int
    speaking: int = 0
    people: int | None = None
