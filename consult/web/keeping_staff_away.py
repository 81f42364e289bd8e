"""Staff whom a person keeps away get no page of that experience: asked once, before any page of it is made.

It is asked of every address of the staff area that names one experience, a concern about one or a request to
withdraw one, so that no such page can forget it. Where many are shown together (passages of a theme,
quotations in a draft) nobody is kept away: the person is told so where they name people. While experiences
are locked nobody can be told apart, and no word is shown either; then nobody decides about an experience that
names people (services/leaving_to_others.py).
"""

from flask import Flask, request
from sqlalchemy.orm import Session

from consult.errors import AccessDenied
from consult.models.concern import Concern
from consult.models.groups import LostNumber
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.stopping_readers import is_kept_away, is_list_damaged
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys
from consult.web.languages import is_staff_page
from consult.web.viewing import get_current_viewer


def init_keeping_staff_away(app: Flask) -> None:
    """Call it after access was asked, and before anything may write."""
    app.before_request(_refuse)


def _refuse() -> None:
    """Raises: AccessDenied (C389), which does not say why, or (C390) for a damaged list; on record."""
    if not request.view_args or not is_staff_page():
        return
    response_id, viewer = _find_response_id(request.view_args), get_current_viewer()
    if response_id and viewer.sees_accounts:
        ask_of_experience(viewer, response_id)


def ask_of_experience(viewer: Viewer, response_id: str) -> None:
    """Refuse it, on record, to whoever it keeps away. Raises: AccessDenied (C389, C390)."""
    keys = get_account_keys()
    if is_kept_away(get_session(), viewer, response_id, keys=keys):
        is_damaged = is_list_damaged(get_session(), response_id, keys=keys)
        with brief_transaction(writes=True) as session:
            _record(session, viewer, response_id)
        raise AccessDenied("C390" if is_damaged else "C389")


def _find_response_id(named: dict[str, str]) -> str | None:
    if "concern_id" in named:
        concern = get_session().get(Concern, named["concern_id"])
        return concern.response_id if concern else None
    if "request_id" in named:
        asked = get_session().get(LostNumber, named["request_id"])
        return asked.response_id if asked else None
    return named.get("response_id")


def _record(session: Session, viewer: Viewer, response_id: str) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experience left to another reader",
        subject_kind="response",
        subject_id=response_id,
        now=get_now(),
    )
