"""`consult audit verify`: whole, changed, cut off at the end, written anew."""

import re
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.services.auditing import SYSTEM, record
from tests.factories.numbering import NOW
from tests.integration.command_line import CommandLine


@pytest.fixture
def newest(consult: CommandLine) -> str:
    """The hash of the newest of four entries, as the command printed it."""
    consult.look(lambda session: write(session, 4))
    code, out, err = consult("audit", "verify")
    assert (code, err) == (0, "") and "4 entries, all of them whole" in out
    return re.findall(r"[0-9a-f]{64}", out)[0]


def write(session: Session, count: int) -> None:
    for number in range(count):
        values: dict[str, Any] = {"action": f"act {number}", "subject_kind": "draft", "subject_id": "d"}
        record(session, actor=SYSTEM, details={"rows": number}, now=NOW, **values)
    session.commit()


def tamper(consult: CommandLine, statement: str) -> None:
    def act(session: Session) -> None:
        session.execute(text(statement))
        session.commit()

    consult.look(act)


def test_record__without_an_entry__is_whole(consult: CommandLine) -> None:
    code, out, _ = consult("audit", "verify")
    assert code == 0 and "0 entries" in out and "Hash" not in out


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit_entry SET actor = 'somebody else' WHERE sequence = 2", 2),
        ("UPDATE audit_entry SET details = '{\"rows\": 9}' WHERE sequence = 3", 3),
        ("DELETE FROM audit_entry WHERE sequence = 2", 3),
        ("DELETE FROM audit_entry WHERE sequence = 1", 2),
    ],
)
def test_record__tampered_with__is_named_at_the_break(
    consult: CommandLine, newest: str, statement: str, number: int
) -> None:
    tamper(consult, statement)
    code, out, err = consult("audit", "verify")
    assert code == 1 and out == "" and "C118" in err and f"entry {number} " in err


def test_record__grown_since_a_hash_was_noted__still_holds_it(consult: CommandLine, newest: str) -> None:
    consult.look(lambda session: write(session, 2))
    assert consult("audit", "verify", "--noted", newest.upper())[0] == 0


def test_record__cut_off_at_the_end__lacks_the_hash_that_was_noted(consult: CommandLine, newest: str) -> None:
    tamper(consult, "DELETE FROM audit_entry WHERE sequence = 4")
    assert consult("audit", "verify")[0] == 0, "what is left is whole"
    code, _, err = consult("audit", "verify", "--noted", newest)
    assert code == 1 and "C119" in err


def test_record__written_anew_from_the_beginning__lacks_the_hash_that_was_noted(
    consult: CommandLine, newest: str
) -> None:
    def rewrite(session: Session) -> None:
        kept = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
        session.execute(delete(AuditEntry))
        for action in kept[1:]:
            given = {"actor": SYSTEM, "subject_kind": "draft", "subject_id": "d", "now": NOW}
            record(session, action=action, **given)
        session.commit()

    consult.look(rewrite)
    assert consult("audit", "verify")[0] == 0
    assert consult("audit", "verify", "--noted", newest)[0] == 1
