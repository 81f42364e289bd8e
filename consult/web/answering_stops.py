"""The stops of a return by name, to note where somebody stopped and to lead them back there."""

from flask import url_for

from consult.web.answering_pages import make_question_stop, make_use_stop, make_who_stop
from consult.web.answering_visit import Visit
from consult.web.opening import get_page
from consult.web.stops import Stop

WHO, USE, CHECK = "who", "use", "check"
QUESTION = "q/"
"""Begins the name of a page of the questionnaire, whose id follows."""


def make_stop(visit: Visit, name: str) -> Stop:
    """The stop of a name. Raises: NotFound (C102) for a page that the questionnaire does not have."""
    if name == WHO:
        return make_who_stop(visit)
    if name == USE:
        return make_use_stop(visit)
    return make_question_stop(visit, get_page(visit, name.removeprefix(QUESTION)))


def locate_stop(slug: str, name: str, lang: str | None = None) -> str:
    """The address of a stop. lang: the language to open it in, None for the one that this browser is in."""
    if name in {WHO, USE, CHECK}:
        return url_for(f"answering.{name}", slug=slug, lang=lang)
    return url_for("answering.question", slug=slug, page_id=name.removeprefix(QUESTION), lang=lang)
