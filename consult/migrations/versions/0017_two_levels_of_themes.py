"""Keep in which broader theme a theme stands, and its phrases in each language."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS

revision = "0017"
down_revision = "0015b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("theme", sa.Column("broader_key", WORDS, nullable=True))
    op.add_column("theme", sa.Column("broader_label", WORDS, nullable=True))
    op.add_column("theme", sa.Column("spoken", sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
