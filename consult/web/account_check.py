"""The page that shows an experience before it is sent, the same lines afterwards, and sending it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext

from consult.models.provenance import Provenance
from consult.sealing.codenames import StretchedCodename
from consult.sealing.key_files import read_public_key
from consult.services.consultations.notices import list_share_recipients
from consult.services.experiences.giving import forget_draft, send_account
from consult.services.experiences.tracing import get_provenance
from consult.services.permissions.permitting import find_permission
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_event_lines import is_event, list_event_sections, list_left_out, locate_printing
from consult.web.account_pages import FROM_CHECK, find_place
from consult.web.account_permission import PERMISSION
from consult.web.account_sent import finish_sending
from consult.web.account_telling import SPOKEN, WORDING, WORDINGS, say_spoken
from consult.web.account_visit import Visit
from consult.web.account_words import list_allowed
from consult.web.answered_lines import Line, Section, list_question_lines
from consult.web.clock import get_now, get_today
from consult.web.database import after_commit, get_session
from consult.web.key_store import get_key_store
from consult.web.languages import find_page_language
from forms.answers import Shown
from forms.definitions import find_text
from forms.routing import get_page_of

Locate = Callable[[str, str], str]
"""The address where something is changed: the name of its page, and the id of a page of the questionnaire."""


@dataclass(frozen=True)
class Addition:
    """A page that nobody has to open, and what it asks."""

    label: Shown
    address: str


def locate_before(visit: Visit) -> Locate:
    """Where things are changed before it is sent; each page leads back to the check."""

    def locate(endpoint: str, page_id: str = "") -> str:
        values: dict[str, Any] = {"slug": visit.slug, "from": FROM_CHECK}
        return url_for(f"account.{endpoint}", **values | ({"page_id": page_id} if page_id else {}))

    return locate


def find_check_back(visit: Visit) -> str:
    """The last page before the check."""
    return url_for("account_event.said" if is_event(visit) else "account.permission", slug=visit.slug)


def locate_after(endpoint: str, page_id: str = "") -> str:
    """Where things are changed after it was sent."""
    values: dict[str, Any] = {"page_id": page_id} if page_id else {}
    return url_for(f"account_return.{endpoint}", **values)


def list_sections(visit: Visit, locate: Locate) -> list[Section]:
    """What was said, how it was told where somebody relays it, and what may be done with it."""
    tag = find_page_language().tag
    provenance = get_provenance(get_session(), visit.response.id, visit.key)
    told = [Section((gettext("How it was told"), tag), _list_told_lines(provenance, locate))]
    said = _list_said(visit, locate)
    return [
        *list_event_sections(visit),
        *([Section((gettext("Your words"), tag), said)] if said else []),
        *(told if provenance.is_relayed and not is_event(visit) else []),
        Section((gettext("What we may do with them"), tag), [_make_permission_line(visit, locate)]),
    ]


def list_additions(visit: Visit, locate: Locate) -> list[Addition]:
    """Every page beside the way on which nothing was said yet, by its title or first question."""
    left_out = list_left_out(visit)
    lines = list_question_lines(visit, visit.response, lambda page_id: page_id, visit.key)
    provenance = get_provenance(get_session(), visit.response.id, visit.key)
    more = []
    for page in visit.definition.pages[1:]:
        asked = [one.id for one in page.questions if one.id in lines and one.id not in left_out]
        if asked and not any(lines[id].lines for id in asked):
            title = find_text(page.title, visit.language, visit.definition.default_language)
            more.append(Addition(title if title[0] else lines[asked[0]].label, locate("question", page.id)))
    if provenance.is_relayed and not is_event(visit):
        told = (gettext("Who told it, who wrote it down, and the interpreter"), find_page_language().tag)
        more.append(Addition(told, locate("telling", "")))
    return more


def send(visit: Visit, number: StretchedCodename) -> None:
    """Send the experience under what the number that this browser keeps gave; its draft key goes.

    Raises: NoKey (C301), Conflict (C202, C204, C353, C357).
    """
    store, sent_id = get_key_store(), visit.response.id
    send_account(
        get_session(),
        store,
        visit.opened,
        visit.definition,
        {},
        number=number,
        public_key=read_public_key(Path(current_app.config["KEY_FILE"])),
        finish=partial(finish_sending, visit),
        today=get_today(),
        now=get_now(),
    )
    after_commit(lambda: forget_draft(store, sent_id))
    EXPERIENCE_COOKIE.hold(replace(visit.held, draft_key=""))


def _list_said(visit: Visit, locate: Locate) -> list[Line]:
    """The questions of the way, and of the others those that were answered or must be.

    Of an event, what its points answer is left out: they are shown one by one. So is what it is not asked.
    """
    first, left_out = visit.definition.pages[0], list_left_out(visit)
    lines = list_question_lines(visit, visit.response, lambda page_id: locate("question", page_id), visit.key)
    return [
        line
        for id, line in lines.items()
        if id not in left_out
        and (get_page_of(visit.definition, id) == first or line.lines or line.is_missing or line.is_branched)
    ]


def _make_permission_line(visit: Visit, locate: Locate) -> Line:
    """The permissions that hold now, one a line."""
    tag = find_page_language().tag
    permission = find_permission(get_session(), visit.response.id, visit.key)
    recipients = list_share_recipients(get_session(), visit.consultation.id)
    lines = [(words, tag) for words in list_allowed(permission, find_place(visit), recipients)]
    nothing = [(gettext("Nothing: your words stay locked and nobody reads them."), tag)]
    address = locate_printing(visit) if is_event(visit) else locate("permission", "")
    return Line(PERMISSION, (gettext("You allow"), tag), lines or nothing, address)


def _list_told_lines(provenance: Provenance, locate: Locate) -> list[Line]:
    """The two answers of every relay, which must be there."""
    tag, address = find_page_language().tag, locate("permission", "")
    spoken = say_spoken(provenance)
    wording = [(str(WORDINGS[provenance.wording]), tag)] if provenance.wording else []
    labels = (gettext("Language it was told in"), tag), (gettext("Word for word, or a summary"), tag)
    return [
        Line(SPOKEN, labels[0], spoken, address, is_missing=not spoken),
        Line(WORDING, labels[1], wording, address, is_missing=not wording),
    ]
