"""Names for groups that had none, apart from every other name of a form."""

import re
from itertools import count

from forms.definitions import Questionnaire

_NAME = re.compile(r"[^\W\d][\w.-]*")
_RESERVED = frozenset({"meta"})


class Names:
    """The names of a form; those given out are never given again."""

    def __init__(self, definition: Questionnaire) -> None:
        asked = {one.id for page in definition.pages for one in page.questions}
        self._taken = asked | {one.id for one in definition.calculations} | _RESERVED
        self._groups = {one.id for one in definition.groups}
        self._reserved = {page.id for page in definition.pages}

    def keep(self, wanted: str) -> bool:
        """Tell whether a page's name can be that of its group; if so nothing else gets it."""
        is_free = wanted not in self._taken | self._groups and bool(_NAME.fullmatch(wanted))
        if is_free:
            self._taken.add(wanted)
        return is_free

    def make(self, start: str) -> str:
        """Return a name that nothing else has."""
        numbered = (f"{start}_{number}" for number in count(1))
        return next(one for one in numbered if one not in self._reserved and self.keep(one))
