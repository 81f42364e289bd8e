"""Keep what a response asks and what is replied to each; outcomes that everybody can read, and letters."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

ASK, REPLY, QUOTED, LETTER = "followed_ask", "ask_reply", "published_quotation", "outcome_letter"


def upgrade() -> None:
    _create_asks()
    op.create_table(
        QUOTED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("place >= 0", name=op.f(f"ck_{QUOTED}_place")),
        _refer(QUOTED, "version_id", "draft_version"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{QUOTED}")),
        _unique(QUOTED, "version_id", "section_key", "place"),
    )
    op.create_table(
        LETTER,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("contact_id", IDENTIFIER, nullable=False),
        sa.Column("told", kind("toldof", "sent", "reply"), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("queued_at", INSTANT, nullable=False),
        _refer(LETTER, "consultation_id", "consultation"),
        _refer(LETTER, "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LETTER}")),
        _unique(LETTER, "consultation_id", "contact_id", "told"),
    )
    for table, column in ((ASK, "consultation_id"), (LETTER, "consultation_id"), (LETTER, "contact_id")):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    _add_publication()


def _create_asks() -> None:
    op.create_table(
        ASK,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=True),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("block_id", WORDS, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        _refer(ASK, "consultation_id", "consultation"),
        _refer(ASK, "version_id", "draft_version"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ASK}")),
        _unique(ASK, "version_id", "section_key", "block_id", "item"),
    )
    op.create_table(
        REPLY,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("ask_id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("replykind", "accepted", "partly", "rejected", "silent"), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        _refer(REPLY, "ask_id", ASK),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REPLY}")),
        _unique(REPLY, "ask_id"),
    )


def _add_publication() -> None:
    with op.batch_alter_table("outcome") as table:
        table.add_column(sa.Column("published_at", INSTANT, nullable=True))
        table.add_column(sa.Column("published_by_name", WORDS, nullable=False, server_default=""))
    with op.batch_alter_table("outcome") as table:
        table.alter_column("published_by_name", existing_type=WORDS, server_default=None)


def _refer(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
