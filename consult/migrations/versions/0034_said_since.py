"""Count what people changed after sending, and keep what waits to be said again after a restored backup."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, kind

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "said_since",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("waits_because", kind("waitcause", "changed", "unknown"), nullable=True),
        sa.Column("waits_since_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_said_since_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_said_since")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
