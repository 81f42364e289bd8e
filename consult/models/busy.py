"""Whether a database refused because others were ahead: nothing is wrong with what was sent."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

BUSY = DBAPIError, TimeoutError
"""What such a refusal is raised as, among others."""
# https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected,
# lock_not_available.
_STATES = frozenset({"40001", "40P01", "55P03"})
_PRIMARY = 0xFF  # https://www.sqlite.org/rescode.html: the lowest byte, beside more detail


def is_busy(error: SQLAlchemyError) -> bool:
    """Return whether the same thing, asked again, may well be done."""
    if isinstance(error, TimeoutError):
        return True  # no connection of the pool became free
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)  # none where the driver itself refused
        return code & _PRIMARY in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(cause, "sqlstate", None) in _STATES
