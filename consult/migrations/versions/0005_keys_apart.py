"""Keys of accounts are in the key store from now on: the table that held them goes, once it is empty.

`consult init` copies them there first and takes each away here only when it is safe there.
"""

import sqlalchemy as sa
from alembic import op

from consult.errors import ConfigurationError

revision = "0005"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    left = op.get_bind().scalar(sa.text("SELECT count(*) FROM account_key"))
    if left:
        raise ConfigurationError("C019", count=left)
    op.drop_table("account_key")


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
