"""Keep which organisation was given more time, until when and why, and the returns written with it."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

EXTENSION, RETURN = "extension", "extended_return"


def upgrade() -> None:
    op.create_table(
        EXTENSION,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("link_hash", WORDS, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=True),
        sa.Column("made_by_name", WORDS, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        _refer(EXTENSION, "consultation_id", "consultation", "CASCADE"),
        _refer(EXTENSION, "organisation_id", "organisation", "CASCADE"),
        _refer(EXTENSION, "made_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{EXTENSION}")),
        sa.UniqueConstraint("link_hash", name=op.f(f"uq_{EXTENSION}_link_hash")),
        sa.UniqueConstraint(
            "consultation_id",
            "organisation_id",
            name=op.f(f"uq_{EXTENSION}_consultation_id_organisation_id"),
        ),
    )
    op.create_index(op.f(f"ix_{EXTENSION}_consultation_id"), EXTENSION, ["consultation_id"])
    op.create_table(
        RETURN,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("extension_id", IDENTIFIER, nullable=False),
        _refer(RETURN, "response_id", "response", "CASCADE"),
        _refer(RETURN, "extension_id", EXTENSION, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{RETURN}")),
        sa.UniqueConstraint("response_id", name=op.f(f"uq_{RETURN}_response_id")),
    )
    op.create_index(op.f(f"ix_{RETURN}_extension_id"), RETURN, ["extension_id"])


def _refer(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
