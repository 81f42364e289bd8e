"""The keys of accounts, locked, and the ledger of those destroyed."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, kind

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "key_wrap",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("wrapkind", "draft", "person", "group", "partnership"), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("last_saved_on", sa.Date(), nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("response_id", "kind", name=op.f("pk_key_wrap")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "destroyed_key",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_destroyed_key")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first revision")
