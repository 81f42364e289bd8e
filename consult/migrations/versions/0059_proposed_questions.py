"""Keep the questions that were read from a consultation document until a person has confirmed them."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

PROPOSED = "proposed_question"
KINDS = ("text", "integer", "date", "select_one", "select_multiple")


def upgrade() -> None:
    op.create_table(
        PROPOSED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("kind", kind("proposedkind", *KINDS), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("reasons", WORDS, nullable=False),
        sa.Column("limit_number", sa.Integer(), nullable=True),
        sa.Column("limit_unit", kind("limitunit", "words", "characters"), nullable=True),
        sa.Column("source_name", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("read_number", WORDS, nullable=False),
        sa.Column("read_text", WORDS, nullable=False),
        sa.Column("beside", sa.JSON(), nullable=False),
        sa.Column("state", kind("proposalstate", "proposed", "taken", "left_out"), nullable=False),
        sa.Column("decided_by_name", WORDS, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(limit_number IS NULL) = (limit_unit IS NULL)", name=op.f(f"ck_{PROPOSED}_limit")
        ),
        sa.CheckConstraint("limit_number > 0", name=op.f(f"ck_{PROPOSED}_limit_number")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f(f"fk_{PROPOSED}_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PROPOSED}")),
        sa.UniqueConstraint(
            "consultation_id", "position", name=op.f(f"uq_{PROPOSED}_consultation_id_position")
        ),
    )
    op.create_index(op.f(f"ix_{PROPOSED}_consultation_id"), PROPOSED, ["consultation_id"])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
