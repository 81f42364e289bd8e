"""Keep messages, what people say of their quotations, since when they may see them, and outcomes."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS, kind

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None

VERDICTS = ("agreed", "refused")


def upgrade() -> None:
    op.add_column("draft", sa.Column("shown_to_people_on", sa.Date(), nullable=True))
    _create_verdicts()
    _create_messages()
    op.create_table(
        "outcome",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("replied", sa.JSON(), nullable=False),
        sa.Column("reply_source", WORDS, nullable=False),
        _refer("outcome", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_outcome_consultation_id")),
    )


def _create_verdicts() -> None:
    table = "quotation_verdict"
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("verdict", kind(op.f("ck_quotation_verdict_verdict"), *VERDICTS), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_quotation_verdict_offsets")),
        _refer(table, "response_id", "response"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_verdict")),
        sa.UniqueConstraint(
            "response_id",
            "question_id",
            "start",
            "end",
            name=op.f("uq_quotation_verdict_response_id_question_id_start_end"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quotation_verdict_response_id"), table, ["response_id"])


def _create_messages() -> None:
    table = "account_message"
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_from_person", sa.Boolean(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _refer(table, "response_id", "response"),
        _refer(table, "staff_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_message")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_account_message_response_id_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_account_message_response_id"), table, ["response_id"])


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
