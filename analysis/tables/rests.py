"""What is left of a sum once a reader takes the numbers of those who agreed to be named off it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from analysis.tables.tiers import COUNTED, Amount, Standing

_MARK_LENGTH = 16


@dataclass(frozen=True)
class Rest:
    """What of a sum is of bodies that did not agree to be named; two are equal if they are of the same.

    above: how many gave more or less than nought; None where that is not said. mark: of whose they are, and
    how large, without telling it; empty where there is nobody.
    """

    above: int | None
    mark: str

    def without_count(self) -> "Rest":
        """The same where how many they are is said nowhere; of nobody it is."""
        return replace(self, above=None) if self.mark else self


NOBODY = Rest(0, "")
"""Everybody in the sum agreed to be named."""


def find_rest(standings: Iterable[Standing]) -> Rest:
    """Take the named ones off what is added."""
    return find_rest_between(standings, ())


def find_rest_between(standings: Iterable[Standing], without: Iterable[Standing]) -> Rest:
    """The same of what is added of the one and not of the other, less what is added of the other alone."""
    every, own = _list_unnamed(standings), _list_unnamed(without)
    gone = {key: number for key, number in every.items() if key not in own}
    new = {key: number for key, number in own.items() if key not in every}
    above = sum(map(bool, gone.values())) - sum(map(bool, new.values()))
    lines = [
        *(f"+{key} {number}" for key, number in gone.items()),
        *(f"-{key} {n}" for key, n in new.items()),
    ]
    return Rest(above, _mark(sorted(lines)))


def write_rest(rest: Rest | None) -> str:
    """Write it as a text to be kept; empty where it is not known."""
    if rest is None:
        return ""
    return f"{'' if rest.above is None else rest.above}:{rest.mark}"


def read_rest(text: str) -> Rest | None:
    """Read what `write_rest` wrote; None where nothing was kept."""
    above, _, mark = text.partition(":")
    return Rest(int(above) if above else None, mark) if text else None


def _list_unnamed(standings: Iterable[Standing]) -> dict[str, Amount]:
    counted = (one.given for one in standings if one.state == COUNTED and not one.given.public)
    return {one.key: one.number for one in counted if one.number is not None}


def _mark(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:_MARK_LENGTH] if lines else ""
