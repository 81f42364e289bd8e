"""Keep what the region calls things in each language."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

TERM = "glossary_term"


def upgrade() -> None:
    op.create_table(
        TERM,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("term", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TERM}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{TERM}_key")),
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
