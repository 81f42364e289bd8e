"""Whether a text can be read at all: damaged encodings, keyboard mash, symbols.

Conservative: a text is unreadable only when nearly all of it is. Writing a language in the letters of
another is no reason, and neither is misspelling.
"""

import re
import unicodedata
from collections import Counter

from analysis.text import clean_text

MIN_SHARE_DAMAGED = 0.3
MIN_SHARE_TOGETHER = 0.6
MIN_SHARE_MISREAD = 0.5
MIN_RUNS_MISREAD = 3
MAX_SHARE_LETTERS = 0.2
MIN_SYMBOLS = 5
MIN_MASH_LETTERS = 6
MIN_LETTERS_NO_VOWEL = 8
_MIN_MASH_RUN = 5
_MIN_CONSONANTS = 4

# Emoji are read, and dots and dashes are how people leave a box blank: neither makes a text unreadable.
_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]")
_BLANKS = re.compile(r"[\s.,;:!?…/\\_*~–—-]")
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_VOWELS = re.compile("[aeiouywаеёиоуыэюяіїє]")
_SAME = re.compile(r"(.)\1{4,}")
_PERIODIC = re.compile(r"(.{2,4}?)\1{2,}.{0,3}")
_TOKEN = re.compile(r"[^\W\d_]+")


def is_unreadable(text: str) -> bool:
    """Say whether nearly all of a text is damage, mash or symbols."""
    visible = "".join(clean_text(text).split())
    if not visible:
        return False
    alone = _is_damaged(visible) or _is_misread(visible) or _is_symbols(visible) or _is_mash(text)
    return alone or _is_spoilt_together(text, visible)


def _is_spoilt_together(text: str, visible: str) -> bool:
    """Say whether damage and mash together make up most of it; mash alone is judged more mildly."""
    misread = max(sum(map(len, pattern.findall(visible))) for pattern in _MISREAD_PATTERNS)
    damaged = visible.count("\ufffd") + misread
    if not damaged:
        return False
    words = _TOKEN.findall(text.casefold())
    mashed = sum(len(word) for word in words if _is_mashed_word(word) or _has_only_consonants(word))
    return (damaged + mashed) / len(visible) >= MIN_SHARE_TOGETHER


def _is_damaged(visible: str) -> bool:
    """Say whether replacement characters, private or unassigned code points make up much of it."""
    others = _EMOJI.sub("", visible)  # emoji newer than this Python's tables are not damage
    damaged = sum(
        times
        for char, times in Counter(others).items()
        if char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc"}
    )
    return damaged / len(visible) >= MIN_SHARE_DAMAGED


def _is_misread(visible: str) -> bool:
    """Say whether most of it is UTF-8 that was read as a one-byte Western or Cyrillic page."""
    return any(
        len(runs) >= MIN_RUNS_MISREAD and sum(map(len, runs)) / len(visible) >= MIN_SHARE_MISREAD
        for runs in (pattern.findall(visible) for pattern in _MISREAD_PATTERNS)
    )


def _is_symbols(visible: str) -> bool:
    rest = _EMOJI.sub("", _BLANKS.sub("", visible))
    meaningful = sum(times for char, times in Counter(rest).items() if unicodedata.category(char)[0] in "LNM")
    return len(rest) >= MIN_SYMBOLS and meaningful / len(rest) < MAX_SHARE_LETTERS


def _is_mash(text: str) -> bool:
    words = _TOKEN.findall(text.casefold())
    letters = sum(map(len, words))
    return letters >= MIN_MASH_LETTERS and all(_is_mashed_word(word) for word in words)


def _is_mashed_word(word: str) -> bool:
    """Say whether a word is a run of neighbouring keys, one key held down, or a pattern over and over."""
    if _SAME.fullmatch(word):
        return True
    if len(word) < MIN_MASH_LETTERS:
        return _is_key_run(word)
    rolled = _PERIODIC.fullmatch(word)
    if rolled:
        return _is_key_run(rolled.group(1)) or _has_no_vowel(word)
    return _is_key_run(word) or (len(word) >= MIN_LETTERS_NO_VOWEL and _has_no_vowel(word))


def _has_no_vowel(word: str) -> bool:
    return word.isascii() and not _VOWELS.search(word)


def _has_only_consonants(word: str) -> bool:
    return len(word) >= _MIN_CONSONANTS and _has_no_vowel(word)


def _is_key_run(word: str) -> bool:
    shortest = 3 if len(word) < _MIN_MASH_RUN else _MIN_MASH_RUN
    pieces = [word, word[::-1]]
    return len(word) >= shortest and any(piece in row * 2 for piece in pieces for row in _KEY_ROWS)


def _show(codec: str, first: int, last: int) -> str:
    """Return the inside of a character class: how a range of bytes looks when read with a one-byte codec."""
    read = (bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(first, last + 1))
    return re.escape("".join(read))


def _compile_misread(codec: str, leads: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    """Compile how UTF-8 looks read with a one-byte codec; leads: for 1, 2 and 3 following bytes."""
    following = f"[{_show(codec, 0x80, 0xBF)}]"
    runs = (f"[{_show(codec, *lead)}]{following}{{{n}}}" for n, lead in enumerate(leads, start=1))
    return re.compile("|".join(runs))


_MISREAD_PATTERNS = (
    _compile_misread("cp1252", ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4))),
    # Read as Cyrillic, other lead bytes look like ordinary Ukrainian; these two stand for Cyrillic letters.
    _compile_misread("cp1251", ((0xD0, 0xD1),)),
)
