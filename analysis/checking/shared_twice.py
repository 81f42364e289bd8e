"""Shared wording that a typed sentence counts twice, or counts as if everybody had written for themselves."""

import re
from collections.abc import Iterator

from analysis.checking.known_figures import Known, Named
from analysis.checking.typed_text import list_counts

MENTIONED = re.compile(
    r"\b(?:shared wording|campaigns?|same (?:words|wording|letter)|template letters?)\b", re.I
)
APART = re.compile(r"\b(?:separate|different|individual|distinct|independent)\b", re.I)


def find_shared_twice(sentence: str, known: Known) -> Iterator[str]:
    """Say how a typed sentence counts shared wording twice; nothing where no shared wording was counted."""
    with_shared = [one for one in known.named if one.own is not None]
    named = [one for one in known.find_named(sentence) if one in with_shared]
    given = known.list_numbers(of_experiences=False)
    for typed in list_counts(sentence):
        if typed.of_experiences:
            continue
        for one in named:
            if APART.search(typed.words) and typed.count == one.every.count:
                yield f"“{typed.words}” has those in it who used shared wording and did not write separately"
        if typed.count not in given and any(typed.count in _list_doubled(one) for one in with_shared):
            yield f"“{typed.words}” adds up a count that has shared wording in it with shared wording again"
    if not MENTIONED.search(sentence) and _mixes(sentence, named):
        yield "one of these counts has shared wording in it and the other leaves it out, and that is not said"


def _list_doubled(named: Named) -> set[int]:
    """What comes out where shared wording is added to a count that has it already."""
    own = named.own
    assert own is not None
    return {named.every.count + own.count, 2 * named.every.count - own.count}


def _mixes(sentence: str, named: list[Named]) -> bool:
    """Whether one theme is given with shared wording and another without, in one sentence."""
    typed = {one.count for one in list_counts(sentence) if not one.of_experiences}
    every = {one.label for one in named if one.every.count in typed}
    own = {one.label for one in named if one.own and one.own.count in typed and one.every.count not in typed}
    return bool(every) and bool(own)
