"""Keep which answers read as another language than was declared, and what people said of it."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TABLE = "settled_language"


def upgrade() -> None:
    with op.batch_alter_table("answered_item") as table:
        table.add_column(sa.Column("reads_as", WORDS, nullable=True))
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=True),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        _refer("answer_id", "answer"),
        _refer("revision_id", "revision"),
        _refer("staff_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("answer_id", name=op.f(f"uq_{TABLE}_answer_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_revision_id"), TABLE, ["revision_id"])


def _refer(column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
