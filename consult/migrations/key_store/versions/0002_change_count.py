"""Count beside each key how often its person changed something after sending."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_count",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_change_count")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the count of changes cannot be taken away")
