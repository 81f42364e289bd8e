"""Keep with each table that was handed out whom and which question it counted, and in what.

Of earlier ones the title says so; where it does not, they may have counted anybody in anything.
"""

import re

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

WHO = {"returns only": "returns", "experiences only": "experiences", "returns and experiences": "both"}
UNITS = {"responses": "responses", "people they speak for": "people", "passages": "segments"}
TITLE = re.compile(
    rf"(?:, question (?P<question>.+))?: (?P<unit>{'|'.join(UNITS)}) \((?P<who>{'|'.join(WHO)})\)"
)
COLUMNS = {"who": "both", "question": "", "unit": "people"}
TABLE = sa.table("released_table", *map(sa.column, ("id", "title", *COLUMNS)))


def upgrade() -> None:
    with op.batch_alter_table("released_table") as table:
        for name, unknown in COLUMNS.items():
            table.add_column(sa.Column(name, WORDS, nullable=False, server_default=unknown))
    with op.batch_alter_table("released_table") as table:
        for name in COLUMNS:
            table.alter_column(name, existing_type=WORDS, server_default=None)
    connection = op.get_bind()
    for row in connection.execute(sa.select(TABLE.c.id, TABLE.c.title)).all():
        if said := TITLE.search(row.title):
            found = {
                "who": WHO[said["who"]],
                "question": said["question"] or "",
                "unit": UNITS[said["unit"]],
            }
            connection.execute(sa.update(TABLE).where(TABLE.c.id == row.id).values(found))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
