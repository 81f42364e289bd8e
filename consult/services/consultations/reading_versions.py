"""Read what a stored version asks, once for each version and digest: a version never changes what it says."""

from collections import OrderedDict
from threading import Lock

from consult.models.questionnaire import QuestionnaireVersion
from forms.definitions import Questionnaire as Definition
from forms.definitions import digest, from_dict

MOST_KEPT = 32
"""Definitions that a process keeps; one of 12,000 choices takes a few megabytes."""

_kept: OrderedDict[tuple[str, str], Definition] = OrderedDict()
_lock = Lock()


def read_definition(version: QuestionnaireVersion) -> Definition:
    """The definition that a stored version holds; its JSON is not even fetched where it was read before."""
    key = (version.id, version.digest)
    with _lock:
        known = _kept.get(key)
        if known is not None:
            _kept.move_to_end(key)
            return known
    made = from_dict(version.definition)
    if digest(made) == version.digest:  # anything else is read each time, and never stands in for another
        with _lock:
            _kept[key] = made
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return made
