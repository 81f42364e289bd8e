"""Keep what the terms of forums allow, and what forums decide about exact versions."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

TERMS, SIGNED, MEMBER, FILE = "forum_terms", "sign_off", "sign_off_member", "attached_file"


def upgrade() -> None:
    op.create_table(
        TERMS,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("forum_id", IDENTIFIER, nullable=False),
        sa.Column("allows_circulation", sa.Boolean(), nullable=False),
        sa.Column("allows_chairs_action", sa.Boolean(), nullable=False),
        sa.Column("circulation_days", sa.Integer(), nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        sa.CheckConstraint("circulation_days >= 0", name=op.f(f"ck_{TERMS}_days")),
        _refer(TERMS, "forum_id", "forum"),
        _refer(TERMS, "file_id", FILE, ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TERMS}")),
        _unique(TERMS, "forum_id"),
    )
    _create_sign_offs()
    op.create_table(
        MEMBER,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("sign_off_id", IDENTIFIER, nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("said", kind("vote", "for", "against", "abstains", "present"), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        _refer(MEMBER, "sign_off_id", SIGNED),
        _refer(MEMBER, "organisation_id", "organisation", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{MEMBER}")),
        _unique(MEMBER, "sign_off_id", "name"),
    )
    for table, column in ((SIGNED, "consultation_id"), (SIGNED, "version_id"), (MEMBER, "sign_off_id")):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_sign_offs() -> None:
    op.create_table(
        SIGNED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("forum_id", IDENTIFIER, nullable=True),
        sa.Column("forum_name", WORDS, nullable=False),
        sa.Column("way", kind("signoffway", "meeting", "circulation", "chair"), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("outcome", kind("signoffoutcome", "agreed", "refused"), nullable=False),
        sa.Column("withdrawals", sa.Integer(), nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        sa.Column("is_standing", sa.Boolean(), nullable=True),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("undone_by_name", WORDS, nullable=False),
        sa.Column("undone_reason", WORDS, nullable=False),
        _refer(SIGNED, "consultation_id", "consultation"),
        _refer(SIGNED, "version_id", "draft_version"),
        _refer(SIGNED, "forum_id", "forum", ondelete="SET NULL"),
        _refer(SIGNED, "file_id", FILE, ondelete="SET NULL"),
        _refer(SIGNED, "recorded_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SIGNED}")),
        _unique(SIGNED, "consultation_id", "is_standing"),
    )


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
