"""The same name again in a text: where one mention of it was found, the others are suggested too."""

from collections.abc import Iterator

from analysis.identifier_patterns import Found
from analysis.name_endings import cut_ending, measure_ending
from analysis.scripts import find_script
from analysis.text import list_words

_REASON = "is part of a name that was found elsewhere in this text"
_CONFIDENCE = 0.55
_SUREST_FROM = 0.4
_SHORTEST = 3


def list_repeated(text: str, found: list[Found]) -> Iterator[Found]:
    """List the words of found names where they stand again; with capitals where their script has them."""
    people = [one for one in found if one.kind == "person" and one.confidence >= _SUREST_FROM]
    if not people:
        return
    words = list_words(text)
    inside = {place for one in people for place in range(one.start, one.end)}
    forms = {
        cut_ending(word.form)
        for word in words
        if word.start in inside and _tells(text, word.start, word.end, word.form)
    }
    for word in words:
        is_same = cut_ending(word.form) in forms and word.start not in inside
        if is_same and _tells(text, word.start, word.end, word.form):
            end = word.end - measure_ending(text[word.start : word.end])
            yield Found("person", word.start, end, _REASON, _CONFIDENCE)


def _tells(text: str, start: int, end: int, form: str) -> bool:
    raw = text[start:end]
    has_capitals = find_script(raw[0]) in {"Latn", "Cyrl", "Grek", "Armn"}
    return len(form) >= _SHORTEST and (raw[0].isupper() if has_capitals else len(form) > _SHORTEST)
