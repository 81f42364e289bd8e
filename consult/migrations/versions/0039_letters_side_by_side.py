"""Keep which sentences of letters in two languages stand for each other; not known until the next analysis."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("campaign_member") as table:
        table.add_column(sa.Column("beside", sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
