"""Whether a text says a phrase, by whole words: by this is counted who carries the name of a theme."""

import re

from analysis.scripts import is_unspaced

_WORD = re.compile(r"\w+")


def join_words(text: str) -> str:
    """The words of a text, each between blanks, so that a phrase is found by whole words."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def spell(phrase: str) -> str:
    """What joined words hold where they say a phrase; scripts that mark no words say it within others too."""
    whole = join_words(phrase)
    return whole.strip() if any(map(is_unspaced, phrase)) else whole


def says(joined: str, phrase: str) -> bool:
    """Whether a text of joined words says a phrase."""
    return spell(phrase) in joined
