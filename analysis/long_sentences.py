"""Where a sentence that is too long for one thought is cut."""

import re
from bisect import bisect_left, bisect_right

from analysis.sentence_marks import CLAUSE_ENDS
from analysis.text import list_mark_ranges, list_words

MAX_WORDS = 60
MIN_WORDS_CLAUSE = 8
MAX_CHARACTERS = 1200
MAX_ATTACHED = 32


def list_cuts(sentence: str) -> list[int]:
    """List the offsets at which to cut: after clause marks, else between words, else between characters."""
    word_starts = [word.start for word in list_words(sentence)]
    clause_ends = [match.end() for match in CLAUSE_ENDS.finditer(sentence)]
    cuts: list[int] = []
    cut = _find_cut(sentence, 0, word_starts, clause_ends)
    while cut is not None:
        cuts.append(cut)
        cut = _find_cut(sentence, cut, word_starts, clause_ends)
    return cuts


def _find_cut(text: str, position: int, word_starts: list[int], clause_ends: list[int]) -> int | None:
    """Find the next cut after a position: the last clause mark that fits, else the last word that fits."""
    first_word = bisect_left(word_starts, position)
    limit = position + MAX_CHARACTERS
    if len(word_starts) - first_word <= MAX_WORDS and len(text) <= limit:
        return None
    ahead = word_starts[first_word : first_word + MAX_WORDS + 1]
    if len(ahead) > MAX_WORDS:
        limit = min(limit, ahead[MAX_WORDS])
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
