"""Keep each time that an organisation said whether it wants to be listed, and not only the last one.

When it said so is taken from the record of who did what, as far as that goes: there is an entry for each.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

TABLE, ASKED = "listing_wish", "circulated_to"
CHOSEN = "listing as contributor chosen"
OLD = sa.table(
    ASKED,
    *map(sa.column, ("id", "version_id", "organisation_id")),
    sa.column("is_listed", sa.Boolean()),
    sa.column("listed_at", INSTANT),
)
BODY = sa.table("organisation", sa.column("id"), sa.column("key"))
ENTRY = sa.table(
    "audit_entry",
    *map(sa.column, ("sequence", "action", "subject_id")),
    sa.column("at", INSTANT),
    sa.column("details", sa.JSON()),
)
NEW = sa.table(
    TABLE,
    *map(sa.column, ("id", "circulated_id", "number")),
    sa.column("is_listed", sa.Boolean()),
    sa.column("said_at", INSTANT),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("circulated_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["circulated_id"], [f"{ASKED}.id"], name=op.f(f"fk_{TABLE}_circulated_id_{ASKED}"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("circulated_id", "number", name=op.f(f"uq_{TABLE}_circulated_id_number")),
    )
    op.create_index(op.f(f"ix_{TABLE}_circulated_id"), TABLE, ["circulated_id"])
    _move_wishes()
    with op.batch_alter_table(ASKED) as table:
        table.drop_column("is_listed")
        table.drop_column("listed_at")


def _move_wishes() -> None:
    connection, entries = op.get_bind(), _find_entries()
    wanted = sa.select(OLD, BODY.c.key).join(BODY, BODY.c.id == OLD.c.organisation_id)
    for row in connection.execute(wanted.where(OLD.c.is_listed.is_not(None)).order_by(OLD.c.id)).all():
        said = entries.get((row.version_id, row.key), [])
        for number, wish in enumerate(_list_wishes(row, said), start=1):
            given = {"id": str(uuid.uuid4()), "circulated_id": row.id, "number": number, **wish}
            connection.execute(sa.insert(NEW).values(given))


def _find_entries() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What is on record of this, the earliest first, by the version and the key of the organisation."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    wanted = sa.select(ENTRY).where(ENTRY.c.action == CHOSEN).order_by(ENTRY.c.sequence)
    for entry in op.get_bind().execute(wanted):
        said = {"is_listed": bool(entry.details.get("listed")), "said_at": entry.at}
        found.setdefault((entry.subject_id, entry.details.get("organisation", "")), []).append(said)
    return found


def _list_wishes(row: Any, said: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Each that was another than the one before; the one that was kept is the last in any case."""
    last = None
    for wish in said:
        if wish["is_listed"] != last:
            yield wish
        last = wish["is_listed"]
    if last != row.is_listed:
        yield {"is_listed": row.is_listed, "said_at": row.listed_at}


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
