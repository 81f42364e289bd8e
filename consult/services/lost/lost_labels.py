"""The label by which a group knows an account, told to staff with its request: sealed until it is decided."""

from sqlalchemy.orm import Session

from consult.models.groups import LostNumber
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.group_keys import derive_correction_key, open_from, seal_to
from consult.services.concerns.stopping_readers import is_kept_away
from consult.services.experiences.relaying import Listed
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import get_account_key


def can_tell_label(listed: Listed) -> bool:
    """Whether there is a label and something to seal it to, which is not where nothing may be corrected."""
    return bool(listed.label) and listed.entry.correction_key is not None


def seal_label(listed: Listed) -> bytes | None:
    """The label for whoever opens the account; None where it cannot be told."""
    key = listed.entry.correction_key if can_tell_label(listed) else None
    return seal_to(key, {"id": listed.response.id, "label": listed.label}) if key else None


def find_label(session: Session, viewer: Viewer, asked: LostNumber, *, keys: AccountKeys) -> str:
    """What the group calls it; empty where it told nothing, while locked, and for whoever is kept away."""
    response_id, sealed = asked.response_id, asked.label_sealed
    if response_id is None or sealed is None or is_kept_away(session, viewer, response_id, keys=keys):
        return ""
    try:
        key = get_account_key(response_id, keys)
        try:
            opened = open_from(derive_correction_key(key), sealed)
        finally:
            key.forget()
    except (Locked, WrongKey, SealBroken):
        return ""
    return str(opened["label"]) if opened["id"] == response_id else ""
