"""Move the keys of accounts from the data database of an older version into the key store.

A key is deleted from the data only after the key store has it durably. Stopped at any point, the move is
taken up again where it was; migration 0005, which drops the table, refuses while a row is left in it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select
from sqlalchemy.orm import Session

from consult.errors import ConfigurationError
from consult.models.key_store import KeyWrap
from consult.vocabulary import ResponseKind, ResponseState, WrapKind

OLD_TABLE = "account_key"
BATCH = 500


def move_keys(data: Engine, keys: Engine, *, today: date) -> int:
    """Move every key that is still with the data; returns for how many accounts.

    today: the day from which unfinished accounts count that have none yet.
    Raises: ConfigurationError (C020) where the key store holds another key for the same account.
    """
    moved = 0
    while found := _move_batch(data, keys, today):
        moved += found
    return moved


def count_without_keys(data: Engine) -> int:
    """How many accounts that are not withdrawn have no key with the data: they need a key store."""
    with data.connect() as connection:
        if not inspect(connection).has_table("response"):
            return 0
        response = _reflect(connection, "response")
        held = (
            {row.response_id for row in connection.execute(select(_reflect(connection, OLD_TABLE)))}
            if (inspect(connection).has_table(OLD_TABLE))
            else set()
        )
        wanted = select(response.c.id).where(
            response.c.kind == ResponseKind.ACCOUNT.value, response.c.state != ResponseState.WITHDRAWN.value
        )
        return len(set(connection.scalars(wanted)) - held)


def _move_batch(data: Engine, keys: Engine, today: date) -> int:
    with data.begin() as connection:
        if not inspect(connection).has_table(OLD_TABLE):
            return 0
        old = _reflect(connection, OLD_TABLE)
        wanted = select(old).order_by(old.c.response_id).limit(BATCH).with_for_update()
        rows = connection.execute(wanted).mappings().all()
        with Session(keys) as session, session.begin():
            for row in rows:
                for wrap in _list_wraps(row, today):
                    _keep(session, wrap)
        ids = [row["response_id"] for row in rows]
        connection.execute(old.delete().where(old.c.response_id.in_(ids)))
    return len(rows)


def _list_wraps(row: Any, today: date) -> Sequence[KeyWrap]:
    """What the old row held, each as a row of its own."""
    response_id, salt, locked = row["response_id"], row["codename_salt"], row["locked_for_person"]
    found = []
    if row["sealed_to_partnership"] is not None:
        sealed = row["sealed_to_partnership"]
        found.append(KeyWrap(response_id=response_id, kind=WrapKind.PARTNERSHIP, wrapped=sealed))
    if locked is not None and salt is not None:
        found.append(KeyWrap(response_id=response_id, kind=WrapKind.PERSON, wrapped=locked, salt=salt))
    elif locked is not None:
        saved_on = row.get("last_saved_on") or today
        draft = {"kind": WrapKind.DRAFT, "wrapped": locked, "last_saved_on": saved_on}
        found.append(KeyWrap(response_id=response_id, **draft))
    return found


def _keep(session: Session, wrap: KeyWrap) -> None:
    known = session.get(KeyWrap, (wrap.response_id, wrap.kind))
    if known is None:
        session.add(wrap)
    elif (known.wrapped, known.salt) != (wrap.wrapped, wrap.salt):
        raise ConfigurationError("C020")


def _reflect(connection: Connection, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
