"""Keep files that staff attach to a consultation: minutes, e-mails, proof of sending, sources."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLE = "attached_file"
KINDS = ("minute", "email", "proof", "source", "terms")
ONE = ("consultation_id", "kind", "sha256")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("attachedkind", *KINDS), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", IDENTIFIER, nullable=True),
        sa.Column("added_by_name", WORDS, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f(f"ck_{TABLE}_size")),
        _refer("consultation_id", "consultation", "CASCADE"),
        _refer("added_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(*ONE, name=op.f(f"uq_{TABLE}_{'_'.join(ONE)}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_consultation_id"), TABLE, ["consultation_id"])


def _refer(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
