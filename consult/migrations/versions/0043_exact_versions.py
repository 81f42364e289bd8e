"""Keep exact versions of a response, and what was withdrawn from each since."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

VERSION, LEDGER = "draft_version", "version_withdrawal"
PLACE = ("version_id", "section_key", "place", "kind")


def upgrade() -> None:
    op.create_table(
        VERSION,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("draft_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=True),
        sa.Column("made_by_name", WORDS, nullable=False),
        _refer(VERSION, "consultation_id", "consultation"),
        _refer(VERSION, "draft_id", "draft", ondelete="RESTRICT"),
        _refer(VERSION, "made_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{VERSION}")),
        _unique(VERSION, "consultation_id", "number"),
    )
    for column in ("consultation_id", "draft_id"):
        op.create_index(op.f(f"ix_{VERSION}_{column}"), VERSION, [column])
    op.create_table(
        LEDGER,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", kind("withdrawnkind", "quotation", "translation", "name"), nullable=False),
        sa.Column("at_most", sa.Integer(), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=True),
        _refer(LEDGER, "version_id", VERSION),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LEDGER}")),
        _unique(LEDGER, "version_id", "number"),
        _unique(LEDGER, *PLACE),
    )
    op.create_index(op.f(f"ix_{LEDGER}_version_id"), LEDGER, ["version_id"])


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
