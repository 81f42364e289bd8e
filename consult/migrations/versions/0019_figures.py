"""Keep published figures by council and period in versions, and statements that cite a cell of them."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = ("counted", "quoted", "sourced", "partner_fact", "position", "narrative", "tabled")
TOPICS = ("asylum_support", "dispersal", "transfer_scheme", "resettlement", "other")
STATES = ("value", "not_given", "withheld", "not_available", "not_applicable")


def upgrade() -> None:
    _add_tables()
    _add_cells()
    _add_citations()
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("statement", copy_from=_describe_statements(), recreate="always"):
            pass
    else:
        name = op.f("ck_statement_statementkind")
        op.drop_constraint(name, "statement", type_="check")
        op.create_check_constraint(name, "statement", sa.column("kind").in_(KINDS))


def _add_tables() -> None:
    op.create_table(
        "figure_table",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("topic", kind("figuretopic", *TOPICS), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_table")),
        sa.UniqueConstraint("key", name=op.f("uq_figure_table_key")),
    )
    op.create_table(
        "figure_version",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("table_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("address", WORDS, nullable=False),
        sa.Column("file_name", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("counties_include", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("outside", sa.JSON(), nullable=False),
        sa.Column("is_fictional", sa.Boolean(), nullable=False),
        sa.Column("taken_in_at", INSTANT, nullable=False),
        _refer("figure_version", "table_id", "figure_table"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_version")),
        sa.UniqueConstraint("table_id", "number", name=op.f("uq_figure_version_table_id_number")),
    )
    op.create_index(op.f("ix_figure_version_table_id"), "figure_version", ["table_id"])


def _add_cells() -> None:
    unique = op.f("uq_figure_cell_version_id_council_period_measure")
    op.create_table(
        "figure_cell",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("council", WORDS, nullable=False),
        sa.Column("given", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("measure", WORDS, nullable=False),
        sa.Column("state", kind("cellstate", *STATES), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        _refer("figure_cell", "version_id", "figure_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_cell")),
        sa.UniqueConstraint("version_id", "council", "period", "measure", name=unique),
    )
    op.create_index(op.f("ix_figure_cell_version_id"), "figure_cell", ["version_id"])


def _add_citations() -> None:
    columns = ("consultation_id", "table_id", "place", "period", "measure")
    op.create_table(
        "figure_citation",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("table_id", IDENTIFIER, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("measure", WORDS, nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=True),
        sa.Column("cited_at", INSTANT, nullable=False),
        _refer("figure_citation", "consultation_id", "consultation"),
        _refer("figure_citation", "table_id", "figure_table"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_citation")),
        sa.UniqueConstraint(*columns, name=op.f(f"uq_figure_citation_{'_'.join(columns)}")),
    )
    for column in columns[:2]:
        op.create_index(op.f(f"ix_figure_citation_{column}"), "figure_citation", [column])


def _refer(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def _describe_statements() -> sa.Table:
    """The table with the new list of kinds, given whole, because a CHECK is not reflected."""
    return sa.Table(
        "statement",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("section_id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", kind("ck_statement_statementkind", *KINDS), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name="fk_statement_section_id_section", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("section_id", "key", name="uq_statement_section_id_key"),
        sa.Index("ix_statement_section_id", "section_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
