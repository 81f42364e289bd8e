"""Keep when an organisation said whether it wants to be listed as a contributor."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import INSTANT

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circulated_to") as table:
        table.add_column(sa.Column("listed_at", INSTANT, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
