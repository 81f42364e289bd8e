"""People named in a text, so that no theme is called after one of them, in any language served."""

from analysis.identifiers import find_without_model
from analysis.text import list_words

_SURE = 0.6
_TITLES = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "rev", "cllr", "mme", "mlle", "sr", "sra"})


def find_name_words(text: str, language: str) -> frozenset[str]:
    """The words of names of people that a text holds, folded, where that is likely enough; and titles."""
    found = find_without_model(text, language)
    named = (text[one.start : one.end] for one in found if one.kind == "person" and one.confidence >= _SURE)
    return _TITLES | {word.form for name in named for word in list_words(name) if len(word.form) > 1}


def names_person(shown: str, name_words: frozenset[str]) -> bool:
    """Whether a phrase of that text holds a word of such a name, or is nothing but a title."""
    return any(word.form in name_words for word in list_words(shown))
