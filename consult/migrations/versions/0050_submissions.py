"""Keep which version was sent to government, how and with which proof; the day that was kept becomes one."""

import uuid

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

TABLE = "submission"
EARLIER = "Sent before versions were kept."
OUTCOME = sa.table("outcome", sa.column("consultation_id"), sa.column("sent_on", sa.Date()))
SENT = sa.table(
    TABLE,
    *map(sa.column, ("id", "consultation_id", "digest", "reason", "their_reference")),
    *map(sa.column, ("recorded_by_name", "undone_by_name", "undone_reason")),
    sa.column("sent_on", sa.Date()),
    sa.column("recipients", sa.JSON()),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=True),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("sign_off_id", IDENTIFIER, nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("way", kind("sendingway", "email", "portal", "post"), nullable=True),
        sa.Column("their_reference", WORDS, nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("undone_by_name", WORDS, nullable=False),
        sa.Column("undone_reason", WORDS, nullable=False),
        _refer("consultation_id", "consultation", ondelete="CASCADE"),
        _refer("version_id", "draft_version", ondelete="CASCADE"),
        _refer("sign_off_id", "sign_off"),
        _refer("file_id", "attached_file"),
        _refer("recorded_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_consultation_id"), TABLE, ["consultation_id"])
    _move_days()
    with op.batch_alter_table("outcome") as table:
        table.drop_column("sent_on")


def _move_days() -> None:
    connection = op.get_bind()
    wanted = sa.select(OUTCOME.c.consultation_id, OUTCOME.c.sent_on).where(OUTCOME.c.sent_on.is_not(None))
    empty = dict.fromkeys(("digest", "their_reference", "recorded_by_name", "undone_by_name", "undone_reason"), "")
    for row in connection.execute(wanted.order_by(OUTCOME.c.consultation_id)).all():
        given = {"id": str(uuid.uuid4()), "reason": EARLIER, "recipients": [], **row._mapping, **empty}
        connection.execute(sa.insert(SENT).values(given))


def _refer(column: str, target: str, *, ondelete: str = "SET NULL") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
