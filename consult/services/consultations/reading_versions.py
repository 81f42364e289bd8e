"""Read what a stored version asks, once for each version and digest: a version never changes what it says."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from consult.models.questionnaire import QuestionnaireVersion
from forms.cells import find_missing, show_complete
from forms.definitions import Questionnaire as Definition
from forms.definitions import digest, from_dict

MOST_KEPT = 32
"""Definitions that a process keeps; one of 12,000 choices takes a few megabytes."""

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """What was made of the versions read last."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Made] = OrderedDict()
        self._lock = Lock()

    def find(self, version: QuestionnaireVersion) -> Made | None:
        """What is kept of a version as it is now."""
        key = (version.id, version.digest)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, version: QuestionnaireVersion, made: Made) -> None:
        """Keep it, and forget what was not looked at for longest."""
        with self._lock:
            self._held[(version.id, version.digest)] = made
            while len(self._held) > MOST_KEPT:
                self._held.popitem(last=False)


@dataclass(frozen=True)
class PublicForm:
    """A questionnaire as people see it. partial: its languages that lack a text, and read in the source."""

    definition: Definition
    partial: frozenset[str]


_definitions = Kept[Definition]()
_public = Kept[PublicForm]()


def read_definition(version: QuestionnaireVersion) -> Definition:
    """The definition that a stored version holds; its JSON is not even fetched where it was read before."""
    known = _definitions.find(version)
    if known is not None:
        return known
    made = from_dict(version.definition)
    if digest(made) == version.digest:  # anything else is read each time, and never stands in for another
        _definitions.keep(version, made)
    return made


def read_public(version: QuestionnaireVersion) -> PublicForm:
    """The questionnaire as people see it, where no half-translated language looks live."""
    known = _public.find(version)
    if known is not None:
        return known
    definition = read_definition(version)
    made = PublicForm(show_complete(definition), frozenset(find_missing(definition)))
    if _definitions.find(version) is not None:
        _public.keep(version, made)
    return made
