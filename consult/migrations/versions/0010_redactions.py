"""Keep what a person took out of an account, sealed, so that nothing unchecked is quoted."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0010"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "redaction_record",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("heads_mark", WORDS, nullable=False),
        sa.Column("is_checked", sa.Boolean(), nullable=False),
        sa.Column("checked_by_id", IDENTIFIER, nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["staff.id"],
            name=op.f("fk_redaction_record_checked_by_id_staff"), ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"],
            name=op.f("fk_redaction_record_response_id_response"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_redaction_record")),
        sqlite_with_rowid=False,
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
