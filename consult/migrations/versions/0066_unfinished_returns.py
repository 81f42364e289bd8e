"""Keep unfinished returns under a return number until a stated day, and let a reminder's address go."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

UNFINISHED = "unfinished_return"


def upgrade() -> None:
    op.create_table(
        UNFINISHED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("stop", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("kept_until_on", sa.Date(), nullable=False),
        sa.Column("email", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f(f"fk_{UNFINISHED}_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{UNFINISHED}")),
        sa.UniqueConstraint("response_id", name=op.f(f"uq_{UNFINISHED}_response_id")),
    )
    op.create_index(op.f(f"ix_{UNFINISHED}_kept_until_on"), UNFINISHED, ["kept_until_on"])
    with op.batch_alter_table("outbox_message") as table:
        table.add_column(sa.Column("forget_on", sa.Date(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
