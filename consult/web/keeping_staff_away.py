"""Staff whom a person keeps away get no page of that experience: asked once, before any page of it is made.

It is asked of every address of the staff area that names one experience, a concern about one or a request to
withdraw one, so that no such page can forget it. Where many are shown together (passages of a theme,
quotations in a draft) nobody is kept away: the person is told so where they name people. While experiences
are locked nobody can be told apart, and no word is shown either; then nobody decides about an experience that
names people (concerns/leaving_to_others.py). A concern has a copy of the list, which goes on when the
experience is withdrawn; one that was raised while locked gets it here, before any page that could be read.
"""

from flask import Flask, request

from consult.errors import AccessDenied
from consult.models.concern import Concern
from consult.models.groups import LostNumber
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked
from consult.services import auditing
from consult.services.concerns.concern_lists import list_unlearned
from consult.services.concerns.keeping_from_concerns import require_reader
from consult.services.concerns.learning_lists import learn_lists, open_lists
from consult.services.concerns.stopping_readers import is_kept_away, is_list_damaged
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys, get_agent
from consult.web.languages import is_staff_page
from consult.web.viewing import get_current_viewer

ALL_CONCERNS = "desk_concerns.index"
NAMES = {"response": "experience", "concern": "concern"}


def init_keeping_staff_away(app: Flask) -> None:
    """Call it after access was asked, and before anything may write."""
    app.before_request(_refuse)


def _refuse() -> None:
    """Raises: AccessDenied, on record: (C389), (C395), which do not say why, or (C390), (C396) for damage."""
    named = request.view_args or {}
    if not is_staff_page() or not (named or request.endpoint == ALL_CONCERNS):
        return
    viewer, response_id = get_current_viewer(), _find_response_id(named)
    if not viewer.sees_accounts:
        return
    if response_id or request.endpoint == ALL_CONCERNS:
        _learn_lists(response_id)
    if response_id:
        ask_of_experience(viewer, response_id)
    if "concern_id" in named:
        _ask_of_concern(viewer, named["concern_id"])


def ask_of_experience(viewer: Viewer, response_id: str) -> None:
    """Refuse it, on record, to whoever it keeps away. Raises: AccessDenied (C389, C390)."""
    keys = get_account_keys()
    if is_kept_away(get_session(), viewer, response_id, keys=keys):
        is_damaged = is_list_damaged(get_session(), response_id, keys=keys)
        _record(viewer, "response", response_id)
        raise AccessDenied("C390" if is_damaged else "C389")


def _find_response_id(named: dict[str, str]) -> str | None:
    if "concern_id" in named:
        concern = get_session().get(Concern, named["concern_id"])
        return concern.response_id if concern else None
    if "request_id" in named:
        asked = get_session().get(LostNumber, named["request_id"])
        return asked.response_id if asked else None
    return named.get("response_id")


def _learn_lists(response_id: str | None) -> None:
    """Copy whom the person keeps away to each concern that was raised while this was locked.

    The key agent is asked before the lock is taken, so that nobody waits for its answers.
    """
    keys = get_account_keys()
    if not list_unlearned(get_session(), response_id) or not keys.is_unlocked():
        return
    if opened := open_lists(get_session(), keys, keys.source, response_id):
        with brief_transaction(writes=True) as session:
            learn_lists(session, opened)


def _ask_of_concern(viewer: Viewer, concern_id: str) -> None:
    concern = get_session().get(Concern, concern_id)
    try:
        if concern:
            require_reader(get_session(), viewer, concern, get_agent())
    except Locked:
        return
    except AccessDenied:
        _record(viewer, "concern", concern_id)
        raise


def _record(viewer: Viewer, kind: str, subject_id: str) -> None:
    with brief_transaction(writes=True) as session:
        auditing.record(
            session,
            actor=viewer.staff_id or auditing.SYSTEM,
            action=f"{NAMES[kind]} left to another reader",
            subject_kind=kind,
            subject_id=subject_id,
            now=get_now(),
        )
