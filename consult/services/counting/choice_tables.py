"""What the table of a closed question says, by sub-region."""

from dataclasses import dataclass

from consult.services.counting.spoken_for import Share


@dataclass(frozen=True)
class ChoiceLine:
    """One answer. people: whom the returns that chose it say that they speak for, where that may be told.

    own: by area and in all, without the returns of nothing but shared wording; for the page, since it changes
    with decisions. people_areas: whom they speak for by area; empty where that may not be told. own_people:
    as people, without these returns, where both together tell of nobody.
    """

    label: str
    areas: tuple[Share, ...]
    all: Share
    people: int | None = None
    own: tuple[Share, ...] = ()
    people_areas: tuple[int, ...] = ()
    own_people: int | None = None


@dataclass(frozen=True)
class ChoiceTable:
    """One closed question. answered of received: the denominators; speaking: they say for how many people.

    has_shared: whether a return that answered is nothing but shared wording.
    """

    question_id: str
    text: str
    areas: tuple[str, ...]
    lines: tuple[ChoiceLine, ...]
    answered: int
    received: int
    speaking: int = 0
    people: int | None = None
    has_shared: bool = False
