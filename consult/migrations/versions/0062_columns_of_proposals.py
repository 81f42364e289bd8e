"""Add what revision 0059 did not have in its first hour, where a database was brought up in that hour.

Revision 0059 was given three columns after it could be applied already. Wherever it was applied later, they
are there and this changes nothing. A person's decisions stay: what was read is taken to be what stands.
"""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

TABLE = "proposed_question"
COLUMNS = {"read_number": WORDS, "read_text": WORDS, "beside": sa.JSON()}
ROWS = sa.table(TABLE, sa.column("number"), sa.column("text"), *(sa.column(n, t) for n, t in COLUMNS.items()))


def upgrade() -> None:
    if "read_number" in {one["name"] for one in sa.inspect(op.get_bind()).get_columns(TABLE)}:
        return
    with op.batch_alter_table(TABLE) as table:
        for name, kind in COLUMNS.items():
            table.add_column(sa.Column(name, kind, nullable=True))
    op.execute(sa.update(ROWS).values(read_number=ROWS.c.number, read_text=ROWS.c.text, beside=[]))
    with op.batch_alter_table(TABLE) as table:
        for name, kind in COLUMNS.items():
            table.alter_column(name, existing_type=kind, nullable=False)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
