"""A confirmation as it is given, before it is kept: what is missing."""

from dataclasses import dataclass

from consult.models.carrying_kinds import CarriedAnswer
from consult.services.agreement.given_lines import LONGEST_WORDS, is_line


@dataclass(frozen=True)
class GivenConfirmation:
    """What is said of a piece, in which words where they change, and by whom."""

    answer: CarriedAnswer | None
    words: str
    given_by: str
    given_role: str


def list_wrong(given: GivenConfirmation) -> list[str]:
    """The names of what is missing or too long, in the order in which it is asked."""
    is_changed = given.answer is CarriedAnswer.CHANGED
    rules = {
        "answer": given.answer is not None,
        "words": not is_changed or 0 < len(given.words.strip()) <= LONGEST_WORDS,
        "given_by": is_line(given.given_by.strip()),
        "given_role": is_line(given.given_role.strip()),
    }
    return [name for name, is_right in rules.items() if not is_right]
