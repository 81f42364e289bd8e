"""What pages about an experience call things, in the page's language: permissions above all."""

from flask_babel import gettext, lazy_gettext

from consult.vocabulary import Purpose
from consult.web.languages import find_page_language
from forms.definitions import Choice, Page, Question

PERMISSION = "permission"
PERMISSIONS = {
    Purpose.ANALYSE: lazy_gettext(
        "Staff of the partnership may read my words and count what I say with others"
    ),
    Purpose.QUOTE: lazy_gettext("You may print sentences of mine, without my name"),
    Purpose.CONTACT: lazy_gettext("You may ask me more, through the group or worker who helps me"),
    Purpose.SHARE: lazy_gettext(
        "You may show my words to councils and health services that can put things right. "
        "Never to the Home Office, immigration enforcement or the police"
    ),
}


def say_permission(purpose: Purpose, place: str = "") -> str:
    """One permission in words. place: the part of the region that the person chose, if any."""
    if purpose is not Purpose.ATTRIBUTE:
        return str(PERMISSIONS[purpose])
    if place:
        return gettext("Beside my words you may write “a person living in %(place)s”", place=place)
    return gettext("Beside my words you may write “a person living in …” and the broad area")


def make_permission_page(place: str) -> Page:
    """Ask for each purpose apart; leaving every box empty is an answer too."""
    tag = find_page_language().tag
    choices = tuple(Choice(purpose.value, {tag: say_permission(purpose, place)}) for purpose in Purpose)
    question = Question(
        PERMISSION,
        "select_multiple",
        {tag: gettext("What may we do with your words?")},
        {tag: gettext("If you tick nothing, your words stay locked and nobody reads them.")},
        choices=choices,
    )
    return Page(PERMISSION, {}, (question,))
