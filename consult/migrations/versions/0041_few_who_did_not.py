"""Let a region hide how few did not raise something; until it asks for it, nothing changes."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("hides_silent", sa.Boolean(), nullable=False, server_default=sa.false())
    with op.batch_alter_table("partnership") as table:
        table.add_column(column)
    with op.batch_alter_table("partnership") as table:
        table.alter_column("hides_silent", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
