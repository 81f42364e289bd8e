"""Keep when the present step of a job began, so that the time left is guessed from that step alone."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import INSTANT

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("step_began_at", INSTANT, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
