"""Never give a number of carried material again, and keep who ended a piece beside who confirmed it."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

CARRIED = "carried_material"
LAST = """
UPDATE consultation SET last_carried = COALESCE(
    (SELECT MAX(number) FROM carried_material WHERE carried_material.consultation_id = consultation.id), 0
)
"""


def upgrade() -> None:
    with op.batch_alter_table("consultation") as table:
        table.add_column(sa.Column("last_carried", sa.Integer(), nullable=False, server_default="0"))
    op.execute(LAST)
    with op.batch_alter_table("consultation") as table:
        table.alter_column("last_carried", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table(CARRIED) as table:
        table.add_column(sa.Column("ended_by", WORDS, nullable=False, server_default=""))
        table.add_column(sa.Column("ended_role", WORDS, nullable=False, server_default=""))
        table.add_column(sa.Column("ended_file_id", IDENTIFIER, nullable=True))
        table.add_column(sa.Column("submission_id", WORDS, nullable=True))
        name = op.f(f"fk_{CARRIED}_ended_file_id_attached_file")
        table.create_foreign_key(name, "attached_file", ["ended_file_id"], ["id"], ondelete="SET NULL")
        table.create_unique_constraint(op.f(f"uq_{CARRIED}_submission_id"), ["submission_id"])
    with op.batch_alter_table(CARRIED) as table:
        for column in ("ended_by", "ended_role"):
            table.alter_column(column, existing_type=WORDS, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
