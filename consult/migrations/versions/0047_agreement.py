"""Send exact versions round to organisations, and keep what each says to each section."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

VERSION, ASKED, CODE, SAID = "draft_version", "circulated_to", "position_code", "section_position"


def upgrade() -> None:
    with op.batch_alter_table(VERSION) as table:
        table.add_column(sa.Column("section_digests", sa.JSON(), nullable=True))
    op.create_table(
        ASKED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=False),
        sa.Column("standing", kind("standing", "full", "observer", "consulted"), nullable=False),
        sa.Column("link_hash", WORDS, nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        _refer(ASKED, "version_id", VERSION),
        _refer(ASKED, "organisation_id", "organisation"),
        _refer(ASKED, "made_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ASKED}")),
        _unique(ASKED, "version_id", "organisation_id"),
        _unique(ASKED, "link_hash"),
    )
    op.create_table(
        CODE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("circulated_id", IDENTIFIER, nullable=False),
        sa.Column("contact_id", IDENTIFIER, nullable=False),
        sa.Column("code_hash", WORDS, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        _refer(CODE, "circulated_id", ASKED),
        _refer(CODE, "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CODE}")),
    )
    _create_positions()
    for table, column in (
        (ASKED, "version_id"),
        (ASKED, "organisation_id"),
        (CODE, "circulated_id"),
        (CODE, "contact_id"),
        (SAID, "circulated_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_positions() -> None:
    stances = ("endorses", "adds", "dissents", "officer_comment", "no_position")
    op.create_table(
        SAID,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("circulated_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission_id", WORDS, nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("section_digest", WORDS, nullable=False),
        sa.Column("stance", kind("stance", *stances), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("authority", kind("authority", "officer", "approved"), nullable=False),
        sa.Column("approved_by", WORDS, nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("given_by", WORDS, nullable=False),
        sa.Column("given_role", WORDS, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        _refer(SAID, "circulated_id", ASKED),
        _refer(SAID, "recorded_by_id", "staff", ondelete="SET NULL"),
        _refer(SAID, "file_id", "attached_file", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SAID}")),
        _unique(SAID, "circulated_id", "number"),
        _unique(SAID, "submission_id"),
    )


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
