"""Keep the day an unfinished account was last saved on, until it is sent.

Accounts that are unfinished now get no day here: the first sweep gives them its own.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('account_key', schema=None) as batch_op:
        batch_op.add_column(sa.Column('last_saved_on', sa.Date(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
