"""Let a job say that it needs the keys of accounts, so that no other worker takes it."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('needs_keys', sa.Boolean(), nullable=True))
    op.execute("UPDATE job SET needs_keys = (state = 'needs_unlocking')")
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.alter_column('needs_keys', existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
