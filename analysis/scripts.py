"""Which writing system a text uses.

Only as much of the Unicode script property as the served languages need; anything else is OTHER. Marks,
digits, punctuation and symbols belong to no script.
"""

import bisect
import functools
import re
import unicodedata
from collections import Counter

LATIN, OTHER = "Latn", "Zzzz"
_LETTERS_REMEMBERED = 20_000
_ASCII_LETTER = re.compile("[A-Za-z]")

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1200, 0x139F, "Ethi"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x3040, 0x30FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA720, 0xA7FF, "Latn"),
    (0xAB00, 0xAB2F, "Ethi"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0x20000, 0x3FFFF, "Hani"),
)
_UNSPACED = frozenset(("Hani", "Kana"))
_STARTS = [first for first, _, _ in _BLOCKS]


@functools.lru_cache(maxsize=_LETTERS_REMEMBERED)
def find_script(character: str) -> str | None:
    """Find the script of one letter, or None for what belongs to no script."""
    if not unicodedata.category(character).startswith("L"):
        return None
    point = ord(character)
    block = bisect.bisect_right(_STARTS, point) - 1
    if block >= 0 and point <= _BLOCKS[block][1]:
        return _BLOCKS[block][2]
    return OTHER


def is_unspaced(word: str) -> bool:
    """Say whether a word is one character of a script that does not mark words."""
    return len(word) == 1 and find_script(word) in _UNSPACED


def count_scripts(text: str) -> Counter[str]:
    """Count the letters of each script."""
    counts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        script = find_script(character)
        if script is not None:
            counts[script] += times
    return counts


def find_main_script(text: str) -> str | None:
    """Find the script of most letters (ties by name), or None for a text without letters."""
    if text.isascii():
        return "Latn" if _ASCII_LETTER.search(text) else None
    counts = count_scripts(text)
    return min(counts, key=lambda script: (-counts[script], script)) if counts else None
