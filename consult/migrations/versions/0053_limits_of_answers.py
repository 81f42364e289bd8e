"""Keep how long the government's own form lets an answer be."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import kind

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

TABLE = "government_question"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as batch:
        batch.add_column(sa.Column("limit_number", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("limit_unit", kind("limitunit", "words", "characters"), nullable=True))
        both = "(limit_number IS NULL) = (limit_unit IS NULL)"
        batch.create_check_constraint(op.f(f"ck_{TABLE}_limit"), both)
        batch.create_check_constraint(op.f(f"ck_{TABLE}_limit_number"), "limit_number > 0")


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
