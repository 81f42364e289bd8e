"""Keep when somebody decided about all tags of a passage."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import INSTANT

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segment", sa.Column("looked_at", INSTANT, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
