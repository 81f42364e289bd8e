"""Keep whom a person wants kept away from their account, and who answered for a reader since."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_away",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("named_sealed", sa.LargeBinary(), nullable=False),
        _refer("kept_away", "response_id", "response"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_kept_away")),
        sqlite_with_rowid=False,
    )
    table = "reader_confirmation"
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=False),
        sa.Column("list_mark", WORDS, nullable=False),
        sa.Column("confirmed_by_id", IDENTIFIER, nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        _refer(table, "response_id", "response"),
        _refer(table, "staff_id", "staff"),
        _refer(table, "confirmed_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("response_id", "staff_id", name=op.f(f"uq_{table}_response_id_staff_id")),
        sqlite_with_rowid=False,
    )
    for column in ("response_id", "staff_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
