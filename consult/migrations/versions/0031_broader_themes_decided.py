"""Keep what people decide about broader themes, and since when a broader theme has a person's name."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, kind

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BEFORE = ("frozen", "released", "merged", "split", "moved", "renamed", "added", "tagged")
NOW = (*BEFORE[:-1], "grouped", "tagged")
TABLE, CHECK = "theme_decision", "ck_theme_decision_themestep"


def upgrade() -> None:
    op.add_column("theme", sa.Column("broader_named_at", INSTANT, nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(TABLE, copy_from=_describe_decisions(), recreate="always"):
            pass
    else:
        op.drop_constraint(op.f(CHECK), TABLE, type_="check")
        op.create_check_constraint(op.f(CHECK), TABLE, sa.column("step").in_(NOW))


def _describe_decisions() -> sa.Table:
    """The table as it is to be, given whole, because a CHECK is not reflected."""
    return sa.Table(
        TABLE,
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", kind(CHECK, *NOW), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("decided_by_id", IDENTIFIER, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("undone_by_id", IDENTIFIER, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        _refer("consultation_id", "consultation"),
        _refer("run_id", "analysis_run"),
        _refer("decided_by_id", "staff", "SET NULL"),
        _refer("undone_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_theme_decision"),
        sa.UniqueConstraint("consultation_id", "number", name="uq_theme_decision_consultation_id_number"),
        *(sa.Index(f"ix_theme_decision_{column}", column) for column in ("consultation_id", "run_id")),
    )


def _refer(column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = f"fk_theme_decision_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
