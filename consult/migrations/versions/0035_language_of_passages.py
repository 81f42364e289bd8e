"""Keep the language that each passage is in, which may be another than its answer's; until the next analysis
it is not known."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS, kind

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    basis = kind("languagebasis", "declared", "detected", "unknown")
    with op.batch_alter_table("segment") as table:
        table.add_column(sa.Column("language", WORDS, nullable=True))
        table.add_column(sa.Column("language_confident", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("language_basis", basis, nullable=True))
        table.add_column(sa.Column("language_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
