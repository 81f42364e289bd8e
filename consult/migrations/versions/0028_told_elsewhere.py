"""Keep whether a consultation's response draws on experiences told elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("uses_told_elsewhere", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("consultation", column)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
