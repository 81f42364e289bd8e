"""Keep which form a comment or an ask came from, and how much of what is gone a recipient was told of."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

ONCE = ("draft_comment", "followed_ask")


def upgrade() -> None:
    for table in ONCE:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("submission_id", WORDS, nullable=True))
            batch.create_unique_constraint(op.f(f"uq_{table}_submission_id"), ["submission_id"])
    with op.batch_alter_table("recall") as batch:
        batch.add_column(sa.Column("told_of", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
