"""Keep a data-protection file for each consultation, its approved versions, and the relay agreement."""

import tomllib
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0006"
down_revision = "0010"
branch_labels = None
depends_on = None

FIRST_AGREEMENT = Path(__file__).parents[1] / "texts" / "relay_agreement_1.toml"
FIRST_AGREEMENT_ID = "5d0f3c52-7c0b-4f61-9f0f-6d3a86b3a001"


def upgrade() -> None:
    op.create_table(
        "protection_file",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("edited_by", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_protection_file_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_file")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_protection_file_consultation_id")),
    )
    op.create_table(
        "notice_version",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("approver_name", WORDS, nullable=False),
        sa.Column("approver_id", IDENTIFIER, nullable=True),
        sa.Column("approval_reference", WORDS, nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_notice_version_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["staff.id"], name=op.f(f"fk_notice_version_{column}_staff"), ondelete="SET NULL"
            )
            for column in ("approver_id", "recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_version")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_notice_version_consultation_id_number")
        ),
    )
    op.create_index(op.f("ix_notice_version_consultation_id"), "notice_version", ["consultation_id"])
    op.add_column("response", sa.Column("notice_version", sa.Integer(), nullable=True))
    _add_agreements()


def _add_agreements() -> None:
    """The first version is here, so that a later program cannot change what a group has accepted."""
    agreements = op.create_table(
        "relay_agreement",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by_id", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["staff.id"],
            name=op.f("fk_relay_agreement_published_by_id_staff"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_agreement")),
        sa.UniqueConstraint("version", name=op.f("uq_relay_agreement_version")),
    )
    found = tomllib.loads(FIRST_AGREEMENT.read_text(encoding="utf-8"))
    promises = {tag: "\n".join(lines) for tag, lines in found["promises"].items()}
    first = {"id": FIRST_AGREEMENT_ID, "version": 1, "title": found["title"], "promises": promises}
    first["published_on"] = date(2026, 11, 27)
    op.bulk_insert(agreements, [first])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
