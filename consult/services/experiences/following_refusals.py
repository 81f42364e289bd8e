"""Where a refusal goes when the text is changed: to its words, to those in their place, or to all new ones.

A sentence that is found whole took its refusal along, and so does every sentence that holds its words. Of
one that is not found, what stands in its place is refused; and where that has less than half of its words, it
may have been moved as well as reworded: then everything that is new in the answer is refused, until the
person says yes to it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from consult.services.experiences.matching_texts import (
    FEWEST_WORDS,
    WORD,
    Piece,
    cut_sentences,
    find_place_now,
    list_pieces,
    list_touched,
)
from consult.services.identifiers.finding_phrases import Phrases, Place, find_places


class Change:
    """A text before and after it was changed; nothing is compared before something is asked."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self._words: dict[Place | None, set[str]] = {}

    @cached_property
    def pieces(self) -> list[Piece]:
        """What belongs to what."""
        return list_pieces(self.before, self.after)

    @cached_property
    def old_sentences(self) -> list[Place]:
        """Each sentence of the text as it was."""
        return list(_list_sentences(self.before))

    @cached_property
    def new_sentences(self) -> list[Place]:
        """Each sentence of the text as it is now."""
        return list(_list_sentences(self.after))

    @cached_property
    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How often each sentence was there, and is there now."""
        old = Counter(self.before[start:end] for start, end in self.old_sentences)
        return old, Counter(self.after[start:end] for start, end in self.new_sentences)

    def follow(self, start: int, end: int) -> set[Place]:
        """What a refusal of a place of the old text refuses of the new one."""
        parts = self._list_parts(start, end)
        missing = [one for one in parts if not self._is_found(*one)]
        places = self.list_standing(start, end)
        for a, b in {*parts} - self._old_places - {*missing}:
            places |= set(find_places(self.before[a:b], self.after))
        if (missing or not self._is_replaced(start, end)) and (there := self._find_there(start, end)):
            places.add(there)
        if any(self._is_in_doubt(*one) for one in missing):
            places |= set(self.new_places)
        return places

    def list_standing(self, start: int, end: int) -> set[Place]:
        """Where the sentences of a place of the old text stand in the new one, alone or in another."""
        parts = self._list_parts(start, end)
        places = self._list_whole({self.before[a:b] for a, b in parts})
        for one in parts:
            places |= set(self._list_holding(one))
        return places

    def _list_parts(self, start: int, end: int) -> list[Place]:
        parts = [(max(start, a), min(end, b)) for a, b in self.old_sentences if a < end and start < b]
        return [one for one in parts if WORD.search(self.before, *one)]

    @cached_property
    def new_places(self) -> list[Place]:
        """All words that the new text has and the old one had not; no sentence that was only moved."""
        known, changed = self.counts[0], [one.new for one in self.pieces if not one.is_same and len(one.new)]
        found: list[Place] = []
        at = 0
        for start, end in self.new_sentences:
            while at < len(changed) and changed[at].stop <= start:
                at += 1
            if self.after[start:end] in known:
                continue
            for part in _list_overlapping(changed, at, end):
                found.append((max(start, part.start), min(end, part.stop)))
        return [one for one in found if WORD.search(self.after, *one)]

    def _is_found(self, start: int, end: int) -> bool:
        """Whether a sentence, or a part of one that is no chance, is there as often as before."""
        words, (old, new) = self.before[start:end], self.counts
        if words in old and (start, end) in self._old_places:
            return new[words] >= old[words]
        is_chance = len(WORD.findall(words)) < FEWEST_WORDS
        return not is_chance and self.after.count(words) >= self.before.count(words)

    @cached_property
    def _old_places(self) -> frozenset[Place]:
        return frozenset(self.old_sentences)

    def _list_whole(self, sentences: set[str]) -> set[Place]:
        return {(start, end) for start, end in self.new_sentences if self.after[start:end] in sentences}

    def _list_holding(self, part: Place) -> Iterator[Place]:
        """The sentences that hold the words of a whole one; of a part of one, its words alone."""
        for start, end in self._phrases.find(self.before[slice(*part)]):
            if part not in self._old_places:
                yield start, end
                continue
            first = max(bisect_right(self.new_sentences, start, key=lambda one: one[0]) - 1, 0)
            last = bisect_right(self.new_sentences, end - 1, key=lambda one: one[0])
            yield from self.new_sentences[first:last]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.after)

    def _is_replaced(self, start: int, end: int) -> bool:
        """Whether any of its words are gone from there; what was only put in between replaces nothing."""
        changed = (one.old for one in list_touched(start, end, self.pieces) if not one.is_same)
        return any(WORD.search(self.before, max(start, one.start), min(end, one.stop)) for one in changed)

    def _find_there(self, start: int, end: int) -> Place | None:
        there = find_place_now(start, end, self.pieces)
        return there if there and WORD.search(self.after, *there) else None

    def _is_in_doubt(self, start: int, end: int) -> bool:
        words = _list_words(self.before[start:end])
        left = words & self._list_words_at(find_place_now(start, end, self.pieces))
        return 2 * len(left) < len(words)

    def _list_words_at(self, there: Place | None) -> set[str]:
        """Read once, for many sentences may have been replaced by the same words."""
        if there not in self._words:
            self._words[there] = _list_words(self.after[slice(*there)]) if there else set()
        return self._words[there]


def _list_words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def _list_overlapping(parts: list[range], at: int, end: int) -> Iterable[range]:
    """Those from a number on that begin before a place."""
    while at < len(parts) and parts[at].start < end:
        yield parts[at]
        at += 1


def _list_sentences(text: str) -> Iterator[Place]:
    """Where each is, without the spaces round it."""
    at = 0
    for one in cut_sentences(text):
        if words := one.strip():
            start = at + one.index(words[0])
            yield start, start + len(words)
        at += len(one)
