"""Keep which copies of an account were made for somebody outside, and who holds them."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0015b"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("holder_address", WORDS, nullable=False, server_default=""),
        sa.Column("is_passed_on", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("released_file", column)
    op.create_table(
        "account_copy",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("recipient", WORDS, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _refer("response_id", "response"),
        _refer("file_id", "released_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_copy")),
        sa.UniqueConstraint("file_id", name=op.f("uq_account_copy_file_id")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_account_copy_response_id_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_account_copy_response_id"), "account_copy", ["response_id"])


def _refer(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_account_copy_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
