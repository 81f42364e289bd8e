"""Keep for which protected characteristic a tag stands; until somebody says so, for none."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import kind

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

NINE = (
    "age",
    "disability",
    "gender_reassignment",
    "marriage",
    "pregnancy",
    "race",
    "religion",
    "sex",
    "orientation",
)


def upgrade() -> None:
    with op.batch_alter_table("code") as table:
        table.add_column(sa.Column("characteristic", kind("characteristic", *NINE), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
