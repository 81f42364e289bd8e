"""Where a sentence that is too long for one thought is cut."""

import re
from bisect import bisect_left, bisect_right

from analysis.scripts import find_main_script
from analysis.sentence_marks import CLAUSE_ENDS
from analysis.text import count_words, list_mark_ranges, part_words

MAX_WORDS = 60
MAX_CHARACTERS_UNSPACED = 110  # a Chinese character counts as a word, and says a little more than half of one
MIN_WORDS_CLAUSE = 8
MAX_CHARACTERS = 1200
MAX_ATTACHED = 32


def list_cuts(sentence: str) -> list[int]:
    """List the offsets at which to cut: after clause marks, else between words, else between characters."""
    if len(sentence) <= MAX_CHARACTERS and _has_few_words(sentence):
        return []
    word_starts = [start for start, _ in part_words(sentence)[1]]
    clause_ends = [match.end() for match in CLAUSE_ENDS.finditer(sentence)]
    max_words = MAX_CHARACTERS_UNSPACED if find_main_script(sentence) in {"Hani", "Kana"} else MAX_WORDS
    cuts: list[int] = []
    cut = _find_cut(sentence, 0, word_starts, clause_ends, max_words)
    while cut is not None:
        cuts.append(cut)
        cut = _find_cut(sentence, cut, word_starts, clause_ends, max_words)
    return cuts


def _has_few_words(sentence: str) -> bool:
    """Say whether a sentence has so few words that it stands uncut in any script, without placing them."""
    return len(sentence) <= MAX_WORDS or count_words(sentence) <= MAX_WORDS


def _find_cut(
    text: str, position: int, word_starts: list[int], clause_ends: list[int], max_words: int
) -> int | None:
    """Find the next cut after a position: the last clause mark that fits, else the last word that fits."""
    first_word = bisect_left(word_starts, position)
    limit = position + MAX_CHARACTERS
    if len(word_starts) - first_word <= max_words and len(text) <= limit:
        return None
    ahead = word_starts[first_word : first_word + max_words + 1]
    if len(ahead) > max_words:
        limit = min(limit, ahead[max_words])
    earliest = ahead[MIN_WORDS_CLAUSE] if len(ahead) > MIN_WORDS_CLAUSE else limit
    clauses = clause_ends[bisect_left(clause_ends, earliest) : bisect_right(clause_ends, limit)]
    words = [start for start in ahead if position < start <= limit]
    return clauses[-1] if clauses else words[-1] if words else _avoid_marks(text, limit)


def _avoid_marks(text: str, cut: int) -> int:
    """Move a cut forward past marks, joiners and skin tones that belong to the character before it."""
    attached = re.compile(rf"[{list_mark_ranges()}\u200b-\u200f\u2060\U0001f3fb-\U0001f3ff]")
    last = min(len(text), cut + MAX_ATTACHED)
    while cut < last and (attached.match(text, cut) or text[cut - 1] == "\u200d"):
        cut += 1
    return cut
