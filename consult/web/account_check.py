"""The page that shows an experience before it is sent, the same lines afterwards, and sending it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext

from consult.sealing.codenames import StretchedCodename
from consult.sealing.key_files import read_public_key
from consult.services.consenting import current_consent
from consult.services.giving import forget_draft, send_account
from consult.vocabulary import Purpose
from consult.web.account_cookie import hold
from consult.web.account_event_lines import list_event_sections
from consult.web.account_pages import FROM_CHECK, find_place
from consult.web.account_sent import note_sent
from consult.web.account_visit import Visit
from consult.web.account_words import PERMISSION, say_permission
from consult.web.answered_lines import Line, Section, list_question_lines
from consult.web.clock import get_now, get_today
from consult.web.database import after_commit, get_session
from consult.web.key_store import get_key_store
from consult.web.languages import find_page_language


def list_sections(visit: Visit) -> list[Section]:
    """Every question with what was said, then what may be done with it."""
    lines = list_question_lines(
        visit, visit.response, lambda page_id: _locate(visit, "question", page_id=page_id), visit.key
    )
    tag = find_page_language().tag
    return [
        *list_event_sections(visit),
        Section((gettext("Your words"), tag), [*lines.values()]),
        Section((gettext("What we may do with them"), tag), [make_permission_line(visit)]),
    ]


def make_permission_line(visit: Visit) -> Line:
    """The permissions that hold now, one a line."""
    tag, held = find_page_language().tag, current_consent(get_session(), visit.response.id)
    granted = [purpose for purpose in Purpose if purpose in held and held[purpose].granted]
    place = find_place(visit)
    lines = [(say_permission(purpose, place), tag) for purpose in granted]
    nothing = [(gettext("Nothing: your words stay locked and nobody reads them."), tag)]
    address = _locate(visit, "permission")
    return Line(PERMISSION, (gettext("You allow"), tag), lines or nothing, address)


def send(visit: Visit, number: StretchedCodename) -> None:
    """Send the experience under what the number that this browser keeps gave; its draft key goes.

    Raises: NoKey (C301), Conflict (C202, C204).
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
        today=get_today(),
        now=get_now(),
    )
    note_sent(visit)
    after_commit(lambda: forget_draft(store, sent_id))
    hold(replace(visit.held, draft_key=""))


def _locate(visit: Visit, endpoint: str, **values: Any) -> str:
    """The page of an answer, which leads back to this one."""
    came_from = {"from": FROM_CHECK}
    return url_for(f"account.{endpoint}", slug=visit.slug, **values | came_from)
