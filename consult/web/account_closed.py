"""Why an experience cannot be told at the moment, in words for everybody."""

from collections.abc import Iterable

from flask_babel import lazy_gettext

from consult.services.opening_form import Obstacle

REASONS = {
    "switch": lazy_gettext("The partnership has not opened it yet."),
    "key": lazy_gettext("There is no key yet to lock what you write."),
    "file": lazy_gettext("The privacy notice is not approved yet."),
}


def say_reasons(obstacles: Iterable[Obstacle]) -> list[str]:
    """Each reason that is of use to somebody outside the staff, in the page's language."""
    return [str(REASONS[one.key]) for one in obstacles if one.key in REASONS]
