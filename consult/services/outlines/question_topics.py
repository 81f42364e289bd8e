"""Which tags a question of government is about, by the words it shares with them; a person sees which."""

import re
from collections.abc import Iterable, Mapping

from consult.services.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
"""An s at the end of a longer word is taken for a plural."""


def find_topics(text: str, phrases: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The keys of the tags of which a phrase stands in the text, in their order.

    phrases: by key, the tag's label and key phrases.
    """
    said = f" {_plain(text)} "
    plain = ((key, filter(None, map(_plain, own))) for key, own in phrases.items())
    return tuple(key for key, own in plain if any(f" {phrase} " in said for phrase in own))


def _plain(text: str) -> str:
    """Words in small letters without plurals, so that "Homes" is found in "a home"."""
    return " ".join(_singular(word) for word in _WORD.findall(fold(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORT and word.endswith("s") and not word.endswith("ss") else word
