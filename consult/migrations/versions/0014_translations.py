"""Keep who may translate an account until when, translations, and by when they are needed."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS, kind

revision = "0014"
down_revision = "0010c"
branch_labels = None
depends_on = None

STATES = ("begun", "finished", "checked")


def upgrade() -> None:
    _create_assignments()
    _create_translations()
    op.create_table(
        "translation_need",
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=False),
        _refer("translation_need", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_translation_need")),
    )
    op.create_table(
        "reading_language",
        sa.Column("language", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_reading_language")),
    )


def _create_assignments() -> None:
    table = "translation_assignment"
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("assigned_by_id", IDENTIFIER, nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _refer(table, "response_id", "response"),
        _refer(table, "staff_id", "staff"),
        _refer(table, "assigned_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    for column in ("response_id", "staff_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_translations() -> None:
    table = "translation"
    op.create_table(
        table,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=False),
        sa.Column("state", kind(op.f("ck_translation_translationstate"), *STATES), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", IDENTIFIER, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _refer(table, "response_id", "response"),
        _refer(table, "revision_id", "revision"),
        _refer(table, "made_by_id", "staff", ondelete="SET NULL"),
        _refer(table, "checked_by_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "response_id",
            "question_id",
            "language",
            name=op.f(f"uq_{table}_response_id_question_id_language"),
        ),
        sqlite_with_rowid=False,
    )
    for column in ("response_id", "revision_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
