"""Keep sources, partners' facts and own positions, findings that a person lets stand, and tables as counted."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

OVERRIDE, SOURCE, FACT, ASK = "finding_override", "source", "partner_fact", "ask"
KINDS = (
    "uncounted", "changed", "unchecked", "renamed", "reworded", "retyped", "viewed", "table", "permission",
    "small_number", "altered", "reference", "address", "file", "quantifier", "shared_twice", "typed_number",
    "unsourced", "branch",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        OVERRIDE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("kind", kind("brokenkind", *KINDS), nullable=False),
        sa.Column("fingerprint", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("staff_name", WORDS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.Column("lifted_by_name", WORDS, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f(f"ck_{OVERRIDE}_reason")),
        _refer(OVERRIDE, "consultation_id", "consultation"),
        _refer(OVERRIDE, "staff_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{OVERRIDE}")),
    )
    _make_listed(
        SOURCE,
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("published", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        sa.Column("file_sha256", WORDS, nullable=False),
        sa.Column("looked_at_on", sa.Date(), nullable=True),
        _refer(SOURCE, "file_id", "attached_file", ondelete="SET NULL"),
    )
    _make_listed(
        FACT,
        sa.Column("response_id", IDENTIFIER, nullable=False),
        _refer(FACT, "response_id", "response"),
    )
    _make_listed(
        ASK,
        sa.Column("kind", kind("askkind", "position", "ask"), nullable=False),
        sa.Column("holder", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
    )
    for table, column in _list_indexed():
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    with op.batch_alter_table("draft_check") as batch:
        batch.add_column(sa.Column("tables", sa.JSON(), nullable=True))


def _make_listed(table: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", WORDS, nullable=False),
        sa.Column("added_by_name", WORDS, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        *own,
        _refer(table, "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f(f"uq_{table}_consultation_id_number")),
    )


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _list_indexed() -> list[tuple[str, str]]:
    own = [(table, "consultation_id") for table in (OVERRIDE, SOURCE, FACT, ASK)]
    return [*own, (SOURCE, "file_id"), (FACT, "response_id")]


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
