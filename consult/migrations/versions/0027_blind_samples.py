"""Keep passages that two people tag blind, what each gave them and what was agreed."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_samples("blind_sample")
    _create_passages("blind_passage")
    _create_codings("blind_coding")


def _create_samples(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("share_pct", sa.Integer(), nullable=False),
        sa.Column("first_id", IDENTIFIER, nullable=True),
        sa.Column("second_id", IDENTIFIER, nullable=True),
        sa.Column("drawn_by_id", IDENTIFIER, nullable=True),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.Column("first_done_at", INSTANT, nullable=True),
        sa.Column("second_done_at", INSTANT, nullable=True),
        _refer(table, "consultation_id", "consultation"),
        _refer(table, "first_id", "staff", ondelete="SET NULL"),
        _refer(table, "second_id", "staff", ondelete="SET NULL"),
        _refer(table, "drawn_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f(f"uq_{table}_consultation_id_number")),
    )
    _index(table, "consultation_id", "first_id", "second_id")


def _create_passages(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("sample_id", IDENTIFIER, nullable=False),
        sa.Column("segment_id", IDENTIFIER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        _refer(table, "sample_id", "blind_sample"),
        _refer(table, "segment_id", "segment"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("sample_id", "segment_id", name=op.f(f"uq_{table}_sample_id_segment_id")),
    )
    _index(table, "sample_id", "segment_id")


def _create_codings(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("passage_id", IDENTIFIER, nullable=False),
        sa.Column(
            "role", kind(op.f(f"ck_{table}_blindrole"), "first", "second", "agreed"), nullable=False
        ),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _refer(table, "passage_id", "blind_passage"),
        _refer(table, "staff_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("passage_id", "role", name=op.f(f"uq_{table}_passage_id_role")),
    )
    _index(table, "passage_id")


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
