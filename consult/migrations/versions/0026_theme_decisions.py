"""Keep what people decide about themes, and the themes as decided beside those that a run found."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STEPS = ("frozen", "released", "merged", "split", "moved", "renamed", "added", "tagged")
UNIQUE = "uq_theme_run_id_key_is_decided"
PARTS = ("run_id", "key", "is_decided")


def upgrade() -> None:
    no = sa.false()
    for table in ("analysis_run", "theme"):
        op.add_column(table, sa.Column("is_decided", sa.Boolean(), nullable=False, server_default=no))
    if op.get_bind().dialect.name == "sqlite":
        for table, described in (("analysis_run", _describe_runs()), ("theme", _describe_themes())):
            with op.batch_alter_table(table, copy_from=described, recreate="always"):
                pass
    else:
        for table in ("analysis_run", "theme"):
            op.alter_column(table, "is_decided", server_default=None)
        op.drop_constraint("uq_theme_run_id_key", "theme", type_="unique")
        op.create_unique_constraint(UNIQUE, "theme", list(PARTS))
    _add_decisions()


def _add_decisions() -> None:
    op.create_table(
        "theme_decision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", kind("themestep", *STEPS), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("decided_by_id", IDENTIFIER, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("undone_by_id", IDENTIFIER, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        _refer("theme_decision", "consultation_id", "consultation"),
        _refer("theme_decision", "run_id", "analysis_run"),
        _refer("theme_decision", "decided_by_id", "staff", "SET NULL"),
        _refer("theme_decision", "undone_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_decision")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_theme_decision_consultation_id_number")
        ),
    )
    for column in ("consultation_id", "run_id"):
        op.create_index(op.f(f"ix_theme_decision_{column}"), "theme_decision", [column])


def _refer(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _describe_runs() -> sa.Table:
    """The table as it is to be, without the default that filled the new column."""
    return sa.Table(
        "analysis_run",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("is_decided", sa.Boolean(), nullable=False),
        _refer("analysis_run", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name="pk_analysis_run"),
        sa.UniqueConstraint("consultation_id", "number", name="uq_analysis_run_consultation_id_number"),
        sa.Index("ix_analysis_run_consultation_id", "consultation_id"),
    )


def _describe_themes() -> sa.Table:
    return sa.Table(
        "theme",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("key_phrases", sa.JSON(), nullable=False),
        sa.Column("size_responses", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("renamed_by_id", IDENTIFIER, nullable=True),
        sa.Column("proposed_label", WORDS, nullable=True),
        sa.Column("renamed_at", INSTANT, nullable=True),
        sa.Column("broader_key", WORDS, nullable=True),
        sa.Column("broader_label", WORDS, nullable=True),
        sa.Column("spoken", sa.JSON(), nullable=True),
        sa.Column("is_decided", sa.Boolean(), nullable=False),
        _refer("theme", "renamed_by_id", "staff", "SET NULL"),
        _refer("theme", "run_id", "analysis_run"),
        sa.PrimaryKeyConstraint("id", name="pk_theme"),
        sa.UniqueConstraint(*PARTS, name=UNIQUE),
        sa.Index("ix_theme_run_id", "run_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
