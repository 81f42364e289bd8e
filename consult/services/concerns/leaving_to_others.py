"""Nobody whom a person keeps away decides about their account, nor does anybody while that cannot be told."""

from sqlalchemy.orm import Session

from consult.errors import AccessDenied
from consult.models.kept_away import KeptAway
from consult.queries.viewer import Viewer
from consult.services.concerns.keeping_away import find_list
from consult.services.concerns.stopping_readers import is_kept_away, is_list_damaged
from consult.services.keys.key_keeping import AccountKeys


def require_not_kept_away(session: Session, viewer: Viewer, response_id: str, *, keys: AccountKeys) -> None:
    """Refuse what would end an account, or the request that it ends, to somebody like those it names.

    Raises: AccessDenied (C389), (C390) where the list is damaged; Locked while it cannot be read: pages show
    no word then, so that anybody may see them, but what is decided stays decided.
    """
    if session.get(KeptAway, response_id) is None:
        return
    if is_kept_away(session, viewer, response_id, keys=keys):
        raise AccessDenied("C390" if is_list_damaged(session, response_id, keys=keys) else "C389")
    find_list(session, response_id, keys)
