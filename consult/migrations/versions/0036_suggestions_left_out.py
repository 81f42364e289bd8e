"""Keep how many more tags were likely enough for a passage than are suggested; not known until the next
analysis."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("segment") as table:
        table.add_column(sa.Column("suggestions_left_out", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
