"""Keep of each translated text of a questionnaire who drafted it, from which source, and who checked it."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

CELL = "translated_cell"


def upgrade() -> None:
    op.create_table(
        CELL,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("cell_id", WORDS, nullable=False),
        sa.Column("source_digest", WORDS, nullable=False),
        sa.Column("text_digest", WORDS, nullable=False),
        sa.Column("drafted_by", kind("draftedby", "person", "machine", "file"), nullable=False),
        sa.Column("drafted_by_name", WORDS, nullable=False),
        sa.Column("drafted_by_id", IDENTIFIER, nullable=True),
        sa.Column("drafted_at", INSTANT, nullable=False),
        sa.Column("checked_by_name", WORDS, nullable=False),
        sa.Column("checked_by_id", IDENTIFIER, nullable=True),
        sa.Column("checked_at", INSTANT, nullable=True),
        sa.Column("checked_own", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by_name = '')", name=op.f(f"ck_{CELL}_checked")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f(f"fk_{CELL}_version_id_questionnaire_version"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{act}_by_id"],
                ["staff.id"],
                name=op.f(f"fk_{CELL}_{act}_by_id_staff"),
                ondelete="SET NULL",
            )
            for act in ("drafted", "checked")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CELL}")),
        sa.UniqueConstraint(
            "version_id", "language", "cell_id", name=op.f(f"uq_{CELL}_version_id_language_cell_id")
        ),
    )
    op.create_index(op.f(f"ix_{CELL}_version_id"), CELL, ["version_id"])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
