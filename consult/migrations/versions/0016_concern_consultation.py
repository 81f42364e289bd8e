"""Keep of which consultation a concern is, so that a legal hold finds it when its experience is gone."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from consult.migrations.column_types import IDENTIFIER, kind

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("concern", copy_from=_describe_concerns(), recreate="always") as batch:
            _add_to(batch)
    else:
        with op.batch_alter_table("concern") as batch:
            _add_to(batch)
    op.execute(
        "UPDATE concern SET consultation_id ="
        " (SELECT consultation_id FROM response WHERE response.id = concern.response_id)"
    )


def _add_to(batch: BatchOperations) -> None:
    name = batch.f("fk_concern_consultation_id_consultation")
    batch.add_column(sa.Column("consultation_id", IDENTIFIER, nullable=True))
    batch.create_foreign_key(name, "consultation", ["consultation_id"], ["id"], ondelete="SET NULL")
    batch.create_index(batch.f("ix_concern_consultation_id"), ["consultation_id"])


def _describe_concerns() -> sa.Table:
    """The table as it was, given whole, because a CHECK is not reflected."""
    return sa.Table(
        "concern",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=True),
        sa.Column("state", kind("ck_concern_concernstate", "open", "closed"), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by_id", IDENTIFIER, nullable=True),
        sa.Column("lead_id", IDENTIFIER, nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("keep_until_on", sa.Date(), nullable=False),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _refer("lead_id", "staff"),
        _refer("raised_by_id", "staff"),
        _refer("response_id", "response"),
        sa.PrimaryKeyConstraint("id", name="pk_concern"),
        sa.Index("ix_concern_response_id", "response_id"),
    )


def _refer(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_concern_{column}_{table}"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="SET NULL")


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
