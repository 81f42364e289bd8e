"""What the group may do later, and its label, as lines of the check: said before anything is sent."""

from flask import url_for
from flask_babel import gettext

from consult.models.groups import RelayGroup
from consult.services.experiences.relaying import get_powers
from consult.web.account_event_lines import is_event
from consult.web.account_visit import Visit
from consult.web.answered_lines import Line, Section
from consult.web.database import get_session
from consult.web.languages import find_page_language
from consult.web.relay_words import LABEL, POWERS, ask_what_group_calls_it, ask_what_group_may_do, say_powers


def list_group_sections(visit: Visit) -> list[Section]:
    """The section for whoever passes it on; none for somebody who tells their own.

    Nobody has to open the page behind it: what holds as long as they do not is written here. Of an event the
    group decides alone, so there is only the label.
    """
    if not visit.held.group_id:
        return []
    tag = find_page_language().tag
    may_do = [] if is_event(visit) else [_make_powers_line(visit, tag)]
    return [Section((gettext("The community group"), tag), [*may_do, _make_label_line(visit, tag)])]


def locate_group_page(visit: Visit) -> str:
    """Where both are changed."""
    return url_for("account_relay.powers", slug=visit.slug)


def _make_powers_line(visit: Visit, tag: str) -> Line:
    session = get_session()
    group = session.get_one(RelayGroup, visit.held.group_id)
    given = say_powers(get_powers(session, visit.response.id))
    nothing = gettext("Nothing. Only the person can, with their own number.")
    label = ask_what_group_may_do(group.organisation.name)
    lines = [(words, tag) for words in given or [nothing]]
    return Line(POWERS, (label, tag), lines, locate_group_page(visit))


def _make_label_line(visit: Visit, tag: str) -> Line:
    """The label itself is never shown: from the moment it is saved only the group's number opens it."""
    locked = gettext("If you gave one, only your group’s number shows it.")
    return Line(LABEL, (ask_what_group_calls_it(), tag), [(locked, tag)], locate_group_page(visit))
