"""Keep on which terms permission was given, how an account was told, and until when it can be taken back.

Permissions given before stay as they were: for their own consultation, with nothing said of a level.
"""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, kind

revision = "0008"
down_revision = "0012"
branch_labels = None
depends_on = None

PURPOSES = ("analyse", "quote", "attribute", "contact", "share")
LEVELS = ("region", "area", "own_words")
MANNERS = ("written", "spoken")


def upgrade() -> None:
    op.create_table(
        "account_provenance",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_account_provenance_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_account_provenance")),
        sqlite_with_rowid=False,
    )
    op.add_column("consultation", sa.Column("withdrawal_until_on", sa.Date(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("consent", copy_from=_describe_consents(), recreate="always") as batch:
            for column in _list_terms():
                batch.add_column(column)
    else:
        _add_terms()


def _list_terms() -> list[sa.Column[object]]:
    return [
        sa.Column("any_until_on", sa.Date(), nullable=True),
        sa.Column("level", kind("attributionlevel", *LEVELS), nullable=True),
        sa.Column("recipients", sa.JSON(), nullable=True),
        sa.Column("manner", kind("manner", *MANNERS), nullable=True),
    ]


def _add_terms() -> None:
    for column in _list_terms():
        op.add_column("consent", column)


def _describe_consents() -> sa.Table:
    """The table as it was, given whole, because a CHECK is not reflected."""
    return sa.Table(
        "consent",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("purpose", kind("ck_consent_purpose", *PURPOSES), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name="fk_consent_response_id_response", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.UniqueConstraint(
            "response_id", "purpose", "version", name="uq_consent_response_id_purpose_version"
        ),
        sa.Index("ix_consent_response_id", "response_id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
