"""What a group's number opens; call before the request's first query, for it takes long on purpose."""

from pathlib import Path

from flask import current_app

from consult.sealing import codenames
from consult.sealing.codenames import parse_codename
from consult.sealing.errors import CodenameMistyped
from consult.sealing.group_keys import unlock_group_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import get_cost
from consult.services.experiences.grouping import find_by_number
from consult.web.database import brief_transaction
from consult.web.group_cookie import HeldGroup
from consult.web.number_limits import try_number


def open_group_number(typed: str) -> HeldGroup | None:
    """What a number as typed opens; None for one that is mistyped, unknown or revoked; all take as long."""
    try:
        codename = parse_codename(typed)
    except CodenameMistyped:
        return None
    salt = read_secret_salt(Path(current_app.config["SALT_FILE"]))
    cost = get_cost(current_app.config["STRETCHING"])
    with try_number():
        reopening = codenames.reopen(codename, salt, _find_salt, cost=cost)
    with brief_transaction() as session:
        group = find_by_number(session, reopening.lookup_id)
        if group is None:
            return None
        key = unlock_group_key(reopening.key, group.locked_private_key or b"", group.id)
        return HeldGroup(group.id, key=key.reveal().hex())


def _find_salt(lookup: str) -> bytes | None:
    with brief_transaction() as session:
        group = find_by_number(session, lookup)
        return group.number_salt if group else None
