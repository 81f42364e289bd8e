"""Keep published figures of how many people speak a language in a part of the region."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0012"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker_figure",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("sub_region_id", IDENTIFIER, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("is_fictional", sa.Boolean(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_speaker_figure_people")),
        sa.ForeignKeyConstraint(
            ["sub_region_id"],
            ["sub_region.id"],
            name=op.f("fk_speaker_figure_sub_region_id_sub_region"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_figure")),
        sa.UniqueConstraint(
            "sub_region_id", "language", name=op.f("uq_speaker_figure_sub_region_id_language")
        ),
    )
    op.create_index(op.f("ix_speaker_figure_sub_region_id"), "speaker_figure", ["sub_region_id"])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
