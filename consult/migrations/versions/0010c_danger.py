"""Keep, sealed, what may speak of danger in an experience that nobody has read yet."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0010c"
down_revision = "0010b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "danger_suggestion",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("heads_mark", WORDS, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"],
            name=op.f("fk_danger_suggestion_response_id_response"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_danger_suggestion")),
        sqlite_with_rowid=False,
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
