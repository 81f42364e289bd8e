"""Keep which quotations a manager lets people of observers read before the response is published."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLE = "observer_release"
PLACE = ("response_id", "question_id", "start", "end")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("released_by_id", IDENTIFIER, nullable=True),
        sa.Column("released_at", INSTANT, nullable=False),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f(f"ck_{TABLE}_offsets")),
        _refer("response_id", "response"),
        _refer("revision_id", "revision"),
        _refer("released_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(*PLACE, name=op.f(f"uq_{TABLE}_{'_'.join(PLACE)}")),
    )
    for column in ("response_id", "revision_id"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def _refer(column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
