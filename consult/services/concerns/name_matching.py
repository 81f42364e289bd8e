"""Whether a reader may be one of the people named in a list: by words, with case and accents left aside.

It misses other scripts, other spellings, nicknames, endings that a language gives to a name, and whoever is
described without a name. It also finds people who merely share a name: those are refused too.
"""

import re
import unicodedata
from dataclasses import dataclass

SHORTEST = 3
"""From so many letters on one word of a name is enough; shorter ones count only with the whole name."""
SHORTEST_WITHOUT_SPACES = 2
FIRST_WITHOUT_SPACES = "\u2e80"
"""From here on lie the scripts of East Asia, which write names without spaces round them."""
_WORD = re.compile(r"[^\W_]+")
_GENERAL = """
    and any anybody called com email from gmail gov hotmail icloud info interpreter interpreters mail net org
    outlook post proton protonmail the translate translation translations translator translators uk yahoo
    advice association authority board borough centre charity city college community council county department
    district family families forum foundation group groups health housing language languages network office
    partnership project refugee refugees region regional school service services society support team trust
    union university voluntary welcome
"""
GENERAL = frozenset(_GENERAL.split())
"""Words of addresses and organisations that name nobody."""


@dataclass(frozen=True)
class Reader:
    """Somebody who is to read or translate an account."""

    name: str
    email: str = ""
    organisation: str = ""


def is_named(reader: Reader, words: str) -> bool:
    """Whether a list names this reader, by name, by a word of their address or by their organisation."""
    named = set(list_words(words))
    own = list_words(reader.name)
    telling = {word for text in (reader.name, reader.email) for word in list_words(text) if _tells(word)}
    body = {word for word in list_words(reader.organisation) if _tells(word)}
    whole = bool(own) and set(own) <= named
    within = any(part in word for part in telling if not part.isascii() for word in named)
    return whole or within or bool(telling & named) or (bool(body) and body <= named)


def list_words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    bare = (one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return [unicodedata.normalize("NFKC", word).casefold() for word in _WORD.findall("".join(bare))]


def _tells(word: str) -> bool:
    shortest = SHORTEST_WITHOUT_SPACES if word >= FIRST_WITHOUT_SPACES else SHORTEST
    return len(word) >= shortest and word not in GENERAL
