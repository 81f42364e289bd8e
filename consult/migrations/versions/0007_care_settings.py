"""Keep what the region promises people who tell their experience, and who near them can help."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS, kind

revision = "0007"
down_revision = "0008"
branch_labels = None
depends_on = None

SUPPORT_KINDS = ("everybody", "children", "children_services")


def upgrade() -> None:
    op.create_table(
        "care_settings",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("reading_days", sa.Integer(), nullable=False),
        sa.Column("readers", WORDS, nullable=False),
        sa.Column("emergency_number", WORDS, nullable=False),
        sa.Column("emergency_words", WORDS, nullable=False),
        sa.Column("age_threshold", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_settings")),
    )
    op.create_table(
        "support_line",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("supportkind", *SUPPORT_KINDS), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("reach", WORDS, nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("hours", WORDS, nullable=False),
        sa.Column("help_with", WORDS, nullable=False),
        sa.Column("is_free", sa.Boolean(), nullable=False),
        sa.Column("written_in", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_line")),
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
