"""Keep who checked the product's own words in a language."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

CHECKED = "checked_words"


def upgrade() -> None:
    op.create_table(
        CHECKED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("checked_by_name", WORDS, nullable=False),
        sa.Column("checked_at", INSTANT, nullable=False),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f(f"fk_{CHECKED}_recorded_by_id_staff"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CHECKED}")),
        sa.UniqueConstraint("language", "digest", name=op.f(f"uq_{CHECKED}_language_digest")),
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
