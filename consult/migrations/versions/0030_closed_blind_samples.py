"""Keep when a blind sample was closed before both coders were done."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import INSTANT

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("blind_sample", sa.Column("closed_at", INSTANT, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
