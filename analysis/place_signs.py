"""What says that the words beside "school", "clinic" or "road" are a name, in scripts without capitals.

These words mostly stand beside no name ("we waited for a school"). A name is told by a word of British names
as it is written in these letters ("park", "saint", "king"), by the ending of one ("-field", "-shire"), by
a town's name and by a person's.
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

        reads_on: whether the words come as they are read; then the one after "saint" is part of the name.
        """
        last = max((place for place, form in enumerate(forms) if self.find_in(form)), default=-1)
        return last + 2 if reads_on and last >= 0 and forms[last] in self.saints else last + 1

    def find_in(self, form: str) -> bool:
        """Say whether a folded word, or it without what is written onto it, is a sign or somebody's name."""
        if any(form.endswith(one) and len(form) >= len(one) + _LEAST_BEFORE_ENDING for one in self.endings):
            return True
        names = load_names()
        forms = list_unjoined(form, find_script(form[0]) or "")
        return any(one in self.words or one in self.saints or names.get(one) in _NAMING for one in forms)
