"""The audit chain: it grows one by one whoever writes, and every change to it shows."""

import threading
from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.services.auditing import SYSTEM, record, verify_chain
from tests.factories.numbering import NOW


def record_some(session: Session, count: int = 4) -> None:
    for number in range(count):
        details = {"rows": number, "name": "Cymraeg ŵ", "share": 0.1}
        write(session, action=f"action.{number}", details=details)
    session.commit()


def write(session: Session, **values: Any) -> AuditEntry:
    given = {"actor": SYSTEM, "action": "test", "subject_kind": "draft", "subject_id": "d1", "now": NOW}
    return record(session, **{**given, **values})


def test_chain__untouched__is_whole(session: Session) -> None:
    record_some(session)
    assert verify_chain(session) is None
    assert session.scalars(select(AuditEntry.sequence).order_by(AuditEntry.sequence)).all() == [1, 2, 3, 4]


def test_chain__empty__is_whole(session: Session) -> None:
    assert verify_chain(session) is None


def test_chain__recorded_in_another_zone__is_whole(session: Session) -> None:
    write(session, now=NOW.astimezone(timezone(timedelta(hours=5, minutes=45))))
    session.commit()
    session.expire_all()
    assert verify_chain(session) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "somebody else"),
        ("action", "nothing"),
        ("subject_kind", "x"),
        ("subject_id", "x"),
        ("details", '{"rows": 99}'),
        ("at", "2031-03-04 09:30:01+00:00"),
        ("previous_hash", "x"),
        ("entry_hash", "x"),
    ],
)
def test_chain__one_value_changed__names_the_entry(session: Session, column: str, value: str) -> None:
    record_some(session)
    kept = value.removesuffix("+00:00") if session.get_bind().dialect.name == "sqlite" else value
    cast = {"details": "CAST(:value AS JSON)", "at": "CAST(:value AS TIMESTAMPTZ)"}.get(column, ":value")
    wanted = ":value" if session.get_bind().dialect.name == "sqlite" else cast
    session.execute(text(f"UPDATE audit_entry SET {column} = {wanted} WHERE sequence = 2"), {"value": kept})
    broken = verify_chain(session)
    assert broken is not None
    assert broken.sequence == 2


def test_chain__entry_removed__names_the_next(session: Session) -> None:
    record_some(session)
    session.execute(text("DELETE FROM audit_entry WHERE sequence = 2"))
    broken = verify_chain(session)
    assert broken is not None
    assert broken.sequence == 3


def test_chain__first_entry_removed_and_the_rest_renumbered__shows(session: Session) -> None:
    record_some(session)
    session.execute(text("DELETE FROM audit_entry WHERE sequence = 1"))
    session.execute(text("UPDATE audit_entry SET sequence = 1 WHERE sequence = 2"))
    broken = verify_chain(session)
    assert broken is not None
    assert broken.sequence == 1


def test_record__rolled_back__leaves_no_gap(session: Session) -> None:
    record_some(session, 1)
    write(session)
    session.rollback()
    assert write(session).sequence == 2


def test_record__by_two_writers_at_once__loses_nothing(engine: Engine) -> None:
    barrier = threading.Barrier(2)

    def record_ten(actor: str) -> None:
        barrier.wait()
        for _ in range(10):
            with Session(engine) as session:
                write(session, actor=actor)
                session.commit()

    threads = [threading.Thread(target=record_ten, args=(actor,)) for actor in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert verify_chain(session) is None
        assert session.scalars(select(AuditEntry.sequence).order_by(AuditEntry.sequence)).all() == [
            *range(1, 21)
        ]
