"""The expressions of uncased_place_words.csv, our own list, in which a small place may stand with its name.

Its rows, by `side`: `before` and `after` are words for a place that stand before a name or after it, with
`if signed` where they need a sign that it is one; `around` are words before and after it; `called before` and
`called after` stand between such a word and a name; `sign`, `sign of a saint` and `sign ending` are
what `place_signs` looks for; `no name` are words that end a name, but not beside "saint" where they are a
`name of a saint` too: "میری" is "my" and Mary.
"""

import csv
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from analysis.place_signs import Signs
from analysis.text import fold_word, list_mark_ranges

_MOST = {"before": 3, "after": 2, "around": 2}
# "And", "in", "to" and "like" are written onto a word in Arabic; "in", "from", "to", "of" in Ethiopic script.
_WRITTEN_ON = r"(?:[وف]?[بلك]?|[በከለየ])"
_GAP = r"[ \u00a0]{1,3}"
_IF_SIGNED = " if signed"


class Form(NamedTuple):
    """An expression whose group `it` holds the words beside a word for a place, and what is asked of them.

    kind: finds that word alone, far sooner, so that a text without it is not read for names.
    side: where that word stands: `before` the name, `after` it, or `around` it.
    """

    kind: re.Pattern[str]
    expression: re.Pattern[str]
    what: str
    side: str
    is_signed: bool


@cache
def load_forms() -> tuple[Form, ...]:
    """Give the forms, those that need no sign first.

    Before them a word that stands on either side of a name ("King Street" in Amharic, "Street King" in
    Tigrinya), where a sign says that the name is on the other side.
    """
    rows = [row for row in _load_rows() if row["side"].removesuffix(_IF_SIGNED) in _MOST]
    plain = [row for row in rows if not row["side"].endswith(_IF_SIGNED)]
    known = {word for row in plain for word in row["words"].split("|")}
    signed = [row for row in rows if row["side"].endswith(_IF_SIGNED)]
    first = [row for row in signed if known.issuperset(row["words"].split("|"))]
    made = map(_make_form, (*first, *plain))
    return (*made, *map(_make_called, signed), *(_make_form(row) for row in signed if row not in first))


@cache
def load_no_names() -> frozenset[str]:
    """Give the folded words that are no names: those listed, and those for places themselves."""
    rows = _load_rows()
    listed = {word for row in rows if row["side"] == "no name" for word in row["words"].split()}
    places = {row["words"] for row in rows if row["side"] in {"before", "after"}}
    kinds = {part for words in places for word in words.split("|") for part in word.split()}
    return frozenset(map(fold_word, listed | kinds))


@cache
def load_saint_names() -> frozenset[str]:
    """Give the folded words that end no name where they stand beside "saint"."""
    return frozenset(_list_folded("name of a saint"))


@cache
def load_kinds() -> frozenset[str]:
    """Give the folded words of which those for a place consist, whether they need a sign or not."""
    every = {
        row["words"] for row in _load_rows() if row["side"].removesuffix(_IF_SIGNED) in {"before", "after"}
    }
    return frozenset(fold_word(part) for words in every for part in re.split("[| ]", words))


@cache
def load_signs() -> Signs:
    """Give what says that the words beside a place are its name."""
    words, saints, endings = map(_list_folded, ("sign", "sign of a saint", "sign ending"))
    return Signs(frozenset(words), frozenset(saints), tuple(sorted(endings)))


def _list_folded(side: str) -> set[str]:
    return {fold_word(word) for row in _load_rows() if row["side"] == side for word in row["words"].split()}


def _make_form(row: dict[str, str]) -> Form:
    side = row["side"].removesuffix(_IF_SIGNED)
    return _compose(row["what"], side, row["words"], is_signed=row["side"].endswith(_IF_SIGNED))


def _make_called(row: dict[str, str]) -> Form:
    """A word for a place with "called" beside it, so that what follows needs no other sign."""
    side = row["side"].removesuffix(_IF_SIGNED)
    called = next(one["words"] for one in _load_rows() if one["side"] == f"called {side}")
    pair = (row["words"], called) if side == "before" else (called, row["words"])
    return _compose(row["what"], side, f"(?:{pair[0]}) (?:{pair[1]})", is_signed=False)


def _compose(what: str, side: str, words: str, *, is_signed: bool) -> Form:
    marks = list_mark_ranges()
    word = rf"[^\W\d_][\w{marks}'’\u200c-]*"
    kind, _, last = words.replace(" ", _GAP).partition(f"{_GAP}…{_GAP}")
    starts, ends = rf"(?<![\w{marks}])", rf"(?![\w{marks}])"
    beside = f"(?P<it>{word}(?:{_GAP}{word}){{0,{_MOST[side] - 1}}})"
    expression = {
        "before": f"{starts}{_WRITTEN_ON}(?:{kind}){_GAP}{beside}",
        "after": f"{starts}{beside}{_GAP}(?:{kind}){ends}",
        "around": f"{starts}{_WRITTEN_ON}(?:{kind}){_GAP}{beside}{_GAP}(?:{last}){ends}",
    }[side]
    return Form(re.compile(kind), re.compile(expression), what, side, is_signed)


@cache
def _load_rows() -> list[dict[str, str]]:
    text = (resources.files("analysis") / "uncased_place_words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
