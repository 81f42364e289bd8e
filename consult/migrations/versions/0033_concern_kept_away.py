"""Keep with a concern whom the person named as never to read, so that it outlives a withdrawal.

Of a concern that is there already nobody has the key now, so there is no half to seal to: it is known only
that nobody was named, where the experience is there and has no list. Of the others it is learned later.
"""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLE = "concern_kept_away"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("concern_id", IDENTIFIER, nullable=False),
        sa.Column("public_half", sa.LargeBinary(), nullable=True),
        sa.Column("named_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f(f"fk_{TABLE}_concern_id_concern"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concern_id", name=op.f(f"pk_{TABLE}")),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO {TABLE} (concern_id, is_known) SELECT id,"
        " response_id IN (SELECT id FROM response WHERE state <> 'withdrawn')"
        " AND response_id NOT IN (SELECT response_id FROM kept_away)"
        " FROM concern WHERE response_id IS NOT NULL"
    )
    op.execute(f"INSERT INTO {TABLE} (concern_id, is_known) SELECT id, false FROM concern WHERE response_id IS NULL")


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
