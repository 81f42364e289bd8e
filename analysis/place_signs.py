"""What says that the words beside "school", "clinic" or "road" are a name, in scripts without capitals.

These words mostly stand beside no name ("we waited for a school"). A name is told by a word of British names
as it is written in these letters ("park", "saint", "king"), by the ending of one ("-field", "-shire"), by
a town's name and by a person's. A person's alone tells nothing where the name stands before the
word: in these languages whoever goes to school stands there too ("Ahmad to school goes").
"""

from typing import NamedTuple

from analysis.name_endings import list_unjoined
from analysis.name_lists import Part, load_names
from analysis.scripts import find_script

_LEAST_BEFORE_ENDING = 2
_NAMING = frozenset({Part.GIVEN, Part.FAMILY})


class Signs(NamedTuple):
    """Words, words for "saint", and endings of words, that stand in names of places; folded."""

    words: frozenset[str]
    saints: frozenset[str]
    endings: tuple[str, ...]

    def count_words(self, forms: list[str], *, reads_on: bool) -> int:
        """Say how many of the folded words, from the first on, are a name: up to the last sign among them.

        reads_on: whether the words come as they are read; then the one after "saint" is part of the name, and
        a person's name is a sign by itself. Otherwise they come from the nearest on.
        """
        last = self._find_last(forms)
        if not reads_on and not any(map(self._is_sign, forms[: last + 1])):
            return 0
        return last + 2 if reads_on and last >= 0 and forms[last] in self.saints else last + 1

    def _find_last(self, forms: list[str]) -> int:
        found = (place for place, form in enumerate(forms) if self._is_sign(form) or _is_persons(form))
        return max(found, default=-1)

    def _is_sign(self, form: str) -> bool:
        """Say whether a folded word is a sign, or it without what is written onto it; no person's name is."""
        if any(form.endswith(one) and len(form) >= len(one) + _LEAST_BEFORE_ENDING for one in self.endings):
            return True
        return any(one in self.words or one in self.saints for one in _list_forms(form))


def _is_persons(form: str) -> bool:
    names = load_names()
    return any(names.get(one) in _NAMING for one in _list_forms(form))


def _list_forms(form: str) -> list[str]:
    return list(list_unjoined(form, find_script(form[0]) or ""))
