"""Councils of the UK as published tables name them: codes of now and then, other spellings, successors."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consult.services.concerns.name_matching import list_words

FILE = Path(__file__).resolve().parents[2] / "reference" / "councils.csv"
_GENERAL = """
    council cyngor borough bwrdeistref county sir city dinas district unitary metropolitan royal london
    authority the of and y yr a
"""
GENERAL = frozenset(_GENERAL.split())
_AREAS = """
    england|scotland|wales|northern ireland|united kingdom|uk|great britain|total|england total|uk total|all
    east midlands|east of england|london|north east|north west|south east|south west|west midlands|region
    yorkshire and the humber|yorkshire and humber|grand total|unknown|not known
"""
AREAS = frozenset(one.strip() for line in _AREAS.split("\n") for one in line.split("|") if one.strip())
"""What stands in a column of councils and is none."""


@dataclass(frozen=True)
class KnownCouncil:
    """One council. replaced_by: codes of those that took its place; empty where it is there now."""

    code: str
    name: str
    other_names: tuple[str, ...]
    former_codes: tuple[str, ...]
    replaced_by: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling."""
        return (self.name, *self.other_names)


@cache
def load_known_councils() -> tuple[KnownCouncil, ...]:
    """Every council that is known, with those that are no more."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def whole_name(text: str) -> str:
    """A name as it is compared first: its words without case, accents and marks, and without “Council”."""
    words = list_words(text)
    return " ".join([word for word in words if word not in {"council", "cyngor"}] or words)


def short_name(text: str) -> str:
    """A name without the words that only say what kind of council it is; the whole where nothing is left."""
    words = list_words(text)
    return " ".join([word for word in words if word not in GENERAL] or words)


@cache
def find_codes() -> dict[str, str]:
    """Codes of today by every spelling of the names; a spelling that two councils share tells nothing."""
    found: dict[str, set[str]] = {}
    for one in load_known_councils():
        if one.code and not one.replaced_by:
            for name in one.names:
                found.setdefault(whole_name(name), set()).add(one.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _read(row: dict[str, str]) -> KnownCouncil:
    split = {name: tuple(filter(None, row[name].split("|"))) for name in ("other_names", "former_codes")}
    replaced = tuple(filter(None, row["replaced_by"].split("|"))) if row["is_current"] == "no" else ()
    return KnownCouncil(row["code"], row["name"], replaced_by=replaced, **split)
