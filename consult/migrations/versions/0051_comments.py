"""Keep what the staff say to each other about sections of the draft."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

COMMENT = "draft_comment"


def upgrade() -> None:
    op.create_table(
        COMMENT,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("block_mark", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("staff_name", WORDS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("settled_by_name", WORDS, nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f(f"ck_{COMMENT}_text")),
        _refer("consultation_id", "consultation", "CASCADE"),
        _refer("staff_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{COMMENT}")),
    )
    columns = ["consultation_id", "section_key"]
    op.create_index(op.f(f"ix_{COMMENT}_consultation_id_section_key"), COMMENT, columns)


def _refer(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{COMMENT}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
