"""What return numbers give, computed for a request while it holds no transaction: it takes long on purpose.

Call these before the request's first query, or after a `brief_transaction`; see consult/web/database.py.
"""

from pathlib import Path

from flask import current_app

from consult.sealing import codenames
from consult.sealing.codenames import Codename, Reopening, StretchedCodename
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import StretchCost, get_cost
from consult.services.experiences.giving import find_account_salt
from consult.web.database import brief_transaction
from consult.web.key_store import get_key_store
from consult.web.limits import count_this
from consult.web.number_limits import SENT, open_again, try_number


def find_typed_lookup(codename: Codename) -> str:
    """The id under which a number that was typed is looked up. Raises: SaltUnusable (S011)."""
    with try_number():
        return codenames.lookup_id(codename, _get_salt(), cost=_get_cost())


def make_lookup(codename: Codename) -> str:
    """The id under which a new number is kept. Raises: SaltUnusable (S011), SealingBusy (S012)."""
    count_this()
    with SENT.take():
        return codenames.lookup_id(codename, _get_salt(), cost=_get_cost())


def stretch_number(codename: Codename) -> StretchedCodename:
    """All that a new account's number gives. Raises: SaltUnusable (S011), SealingBusy (S012)."""
    count_this()
    with SENT.take():
        return codenames.stretch_codename(codename, _get_salt(), cost=_get_cost())


def open_typed_number(codename: Codename) -> Reopening:
    """What a number that was typed opens; an unknown one takes as long. Raises: SaltUnusable (S011)."""
    with try_number():
        return _reopen(codename)


def reopen_number(codename: Codename, response_id: str) -> Reopening:
    """What the number opens with which this was opened. Raises: SealingBusy (S012), SaltUnusable (S011)."""
    with open_again(response_id):
        return _reopen(codename)


def _reopen(codename: Codename) -> Reopening:
    return codenames.reopen(codename, _get_salt(), _find_account_salt, cost=_get_cost())


def _find_account_salt(lookup: str) -> bytes | None:
    with brief_transaction() as session:
        return find_account_salt(session, get_key_store(), lookup)


def _get_salt() -> bytes:
    return read_secret_salt(Path(current_app.config["SALT_FILE"]))


def _get_cost() -> StretchCost:
    return get_cost(current_app.config["STRETCHING"])
