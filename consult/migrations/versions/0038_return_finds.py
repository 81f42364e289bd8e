"""Keep personal data found in returns, and apart from it what people decided about it."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PLACE = ("answer_id", "revision_id", "start", "end")


def upgrade() -> None:
    _create(
        "return_find",
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
    )
    decisions = "return_find_decision"
    _create(
        decisions,
        sa.Column("may_stand", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", IDENTIFIER, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=False),
        _refer(decisions, "decided_by_id", "staff", ondelete="SET NULL"),
    )


def _create(table: str, *more: sa.Column[object] | sa.ForeignKeyConstraint) -> None:
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        *more,
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f(f"ck_{table}_offsets")),
        _refer(table, "answer_id", "answer"),
        _refer(table, "revision_id", "revision"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*PLACE, name=op.f(f"uq_{table}_{'_'.join(PLACE)}")),
    )
    for column in PLACE[:2]:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _refer(
    table: str, column: str, target: str, *, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
