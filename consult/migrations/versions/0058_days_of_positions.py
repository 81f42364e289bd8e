"""Keep the day of a position that staff record, and when an organisation was asked again."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import INSTANT

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("section_position") as table:
        table.add_column(sa.Column("said_on", sa.Date(), nullable=True))
    with op.batch_alter_table("circulated_to") as table:
        table.add_column(sa.Column("asked_again_at", INSTANT, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
