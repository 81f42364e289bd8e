"""Keep tables that were handed out of several consultations together, half-year by half-year."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("released_table") as table:
        table.alter_column("consultation_id", existing_type=IDENTIFIER, nullable=True)
        table.add_column(sa.Column("half_year", WORDS, nullable=False, server_default=""))
    with op.batch_alter_table("released_table") as table:
        table.alter_column("half_year", existing_type=WORDS, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
