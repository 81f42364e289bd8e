"""Since which day withdrawals are not known."""

import json
import sqlite3
from datetime import date

from consult.services.keys.unknown_withdrawals import RESTORED, SETTLED, SINCE, find_unknown_in

EARLY, LATE = date(2031, 3, 1), date(2031, 3, 20)


def make_record(*entries: tuple[str, date | None]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE audit_entry (sequence INTEGER PRIMARY KEY, action TEXT, details TEXT)")
    for action, since in entries:
        details = json.dumps({SINCE: since.isoformat()} if since else {})
        database.execute("INSERT INTO audit_entry (action, details) VALUES (?, ?)", (action, details))
    return database


def test_two_restores__neither_dealt_with__are_unknown_since_the_earlier_day() -> None:
    record = make_record((RESTORED, EARLY), (RESTORED, LATE))
    assert find_unknown_in(record) == EARLY
    record.close()


def test_restore__after_one_that_was_dealt_with__counts_alone() -> None:
    record = make_record((RESTORED, EARLY), (SETTLED, None), (RESTORED, LATE))
    assert find_unknown_in(record) == LATE
    record.close()
