"""The different texts of all segments, each once, so that a campaign's copies weigh once."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Corpus:
    """Different texts, and for each segment which text it has.

    respondents: who holds each text, by place of text; open: those who spoke openly; sealed: in accounts.
    """

    texts: Sequence[str]
    languages: Sequence[str]
    places: Sequence[int]
    open: Sequence[frozenset[str]]
    sealed: Sequence[frozenset[str]]


def make_corpus(items: pd.DataFrame, segments: pd.DataFrame) -> Corpus:
    """Gather the different texts of segments, in the order in which they first come.

    items: columns.ITEMS without repeated ids. segments: columns.SEGMENTS of them.
    """
    texts = segments["text"].tolist()
    spoken = segments["language"].tolist()
    different: dict[tuple[str, str], int] = {}
    places = [different.setdefault(pair, len(different)) for pair in zip(texts, spoken, strict=True)]
    sealed = segments["item_id"].map(dict(zip(items["id"], items["sealed"], strict=True))).tolist()
    who = segments["item_id"].map(dict(zip(items["id"], items["respondent_id"], strict=True))).tolist()
    return Corpus(
        [text for text, _ in different],
        [language for _, language in different],
        places,
        _gather(places, who, [not one for one in sealed], len(different)),
        _gather(places, who, sealed, len(different)),
    )


def _gather(
    places: Sequence[int], who: Sequence[str], wanted: Sequence[bool], size: int
) -> list[frozenset[str]]:
    found: list[set[str]] = [set() for _ in range(size)]
    for place, person, is_wanted in zip(places, who, wanted, strict=True):
        if is_wanted:
            found[place].add(person)
    return [frozenset(people) for people in found]
