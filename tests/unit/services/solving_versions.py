"""Somebody who adds up and subtracts all that two versions say of a question's numbers, in every way.

They know who sent a return, who wrote nothing but shared wording, and what those gave who agreed to be named.
What one version tells by itself is looked at elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random

from analysis.drafting.figures import Rules
from analysis.drafting.material import ClosedQuestion
from analysis.drafting.wording import word_sentence
from consult.vocabulary import Sector
from tests.unit.services.test_counting_numbers import ask, make_row

RULES = Rules(3)
COUNCIL, GROUP = Sector.LOCAL_AUTHORITY_UPPER, Sector.VOLUNTARY_COMMUNITY
_WHOSE = r"added|Those of councils|Those of other bodies|numbers of councils|numbers of other bodies"
_TOLD = re.compile(rf"({_WHOSE}) come to (-?[\d,]*\d)")


@dataclass(frozen=True)
class Body:
    """Who sent one return, and the number in it."""

    number: int
    sector: Sector = GROUP
    is_named: bool = False
    is_letter: bool = False


Returns = dict[int, Body]
Sum = dict[tuple[int, int], int]
"""How often each number of a body that is not named is in a sum: by whose it is, and how large."""


@dataclass(frozen=True)
class Told:
    """What a version makes of returns, and each sum that its sentence gives, as unknown numbers."""

    question: ClosedQuestion
    sums: list[Sum] = field(default_factory=list)


def tell(returns: Returns) -> Told:
    """Ask the question of these returns, and read what is said."""
    rows = [
        make_row(key, one.number, one.sector, area=f"Area {key}", is_named=one.is_named)
        for key, one in returns.items()
    ]
    shared = [key for key, one in returns.items() if one.is_letter]
    question = ask(rows, RULES.small_number, shared=shared)
    assert question.numbers is not None
    return Told(question, list(_read(word_sentence(question.numbers, RULES), returns)))


def _read(said: str, returns: Returns) -> Iterator[Sum]:
    for own, part in enumerate(said.split("Leaving out shared wording")):
        for whose, total in _TOLD.findall(part):
            inside = {key: one for key, one in returns.items() if _is_in(one, whose, own=bool(own))}
            assert sum(one.number for one in inside.values()) == int(total.replace(",", "")), (
                "it is read right"
            )
            yield {(key, one.number): 1 for key, one in inside.items() if not one.is_named}


def _is_in(body: Body, whose: str, *, own: bool) -> bool:
    if own and body.is_letter:
        return False
    is_council = body.sector is COUNCIL
    return is_council if "councils" in whose else not is_council if "other" in whose else True


def find_few(then: Sequence[Sum], now: Sequence[Sum]) -> dict[tuple[int, int], int] | None:
    """Numbers of few that follow by adding up and subtracting; None where there are none.

    Noughts hide nobody. A body's number of then and its number of now are one body's.
    """
    for times in product((-1, 0, 1), repeat=len(then) + len(now)):
        if not any(times[: len(then)]) or not any(times[len(then) :]):
            continue
        left: Sum = {}
        for many, one in zip(times, (*then, *now), strict=True):
            for whose in one:
                left[whose] = left.get(whose, 0) + many
        left = {whose: many for whose, many in left.items() if many}
        bodies = {key for key, number in left if number} or {key for key, _ in left}
        if 0 < len(bodies) < RULES.small_number:
            return left
    return None


def draw(seed: int) -> tuple[Returns, Returns]:
    """Returns of a first version and of a second: some came, went, wrote another number, or sent a letter."""
    chance = Random(seed)
    councils, named, letters = chance.choice([0, 0.4]), chance.choice([0, 0.3, 0.6]), chance.choice([0, 0.4])

    def make() -> Body:
        return Body(
            chance.choice([0, 10, 11, 12, 13, 20, 21]),
            COUNCIL if chance.random() < councils else GROUP,
            chance.random() < named,
            chance.random() < letters,
        )

    first = {key: make() for key in range(chance.randrange(3, 16))}
    moves = chance.choice([0, 0.1])
    second = {key: make() if chance.random() < moves else one for key, one in first.items()}
    gone = chance.choice([0, 0, 1, 3, 4])
    second = {key: one for key, one in second.items() if key >= gone}
    came = range(100, 100 + chance.choice([0, 1, 3, 4, 5, 9]))
    return first, second | {key: make() for key in came}
