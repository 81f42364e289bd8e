"""Keep which returns were read in full, how a consultation was run, and what changed because of partners."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

READING, PROCESS, GIVEN, CHANGE = "return_reading", "process_record", "given_file", "made_change"


def upgrade() -> None:
    op.create_table(
        READING,
        *_begin(READING),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("staff_name", WORDS, nullable=False),
        sa.Column("answers_mark", WORDS, nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        _refer(READING, "response_id", "response"),
        _refer(READING, "staff_id", "staff", ondelete="SET NULL"),
        _unique(READING, "response_id", "staff_id", "answers_mark"),
    )
    op.create_index(op.f(f"ix_{READING}_response_id"), READING, ["response_id"])
    op.create_table(
        PROCESS,
        *_begin(PROCESS),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("government_opened_on", sa.Date(), nullable=True),
        sa.Column("partners_asked_on", sa.Date(), nullable=True),
        sa.Column("partners_close_on", sa.Date(), nullable=True),
        sa.Column("given", WORDS, nullable=False),
        sa.Column("late_rule", WORDS, nullable=False),
        sa.Column("sampled_above", sa.Integer(), nullable=True),
        sa.Column("sampled_pct", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check("(sampled_above IS NULL) = (sampled_pct IS NULL)", "sampled_whole"),
        _check("sampled_above IS NULL OR sampled_above > 0", "sampled_above"),
        _check("sampled_pct IS NULL OR (sampled_pct > 0 AND sampled_pct < 100)", "sampled_pct"),
        _refer(PROCESS, "consultation_id", "consultation"),
        _unique(PROCESS, "consultation_id"),
    )
    op.create_table(
        GIVEN,
        *_begin(GIVEN),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        _refer(GIVEN, "consultation_id", "consultation"),
        _refer(GIVEN, "file_id", "attached_file"),
        _unique(GIVEN, "file_id"),
    )
    op.create_index(op.f(f"ix_{GIVEN}_consultation_id"), GIVEN, ["consultation_id"])
    op.create_table(
        CHANGE,
        *_begin(CHANGE),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=True),
        sa.Column("because_of", WORDS, nullable=False),
        sa.Column("added_by_id", IDENTIFIER, nullable=True),
        sa.Column("added_by_name", WORDS, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        _refer(CHANGE, "consultation_id", "consultation"),
        _refer(CHANGE, "organisation_id", "organisation", ondelete="SET NULL"),
        _refer(CHANGE, "added_by_id", "staff", ondelete="SET NULL"),
    )
    for column in ("consultation_id", "organisation_id"):
        op.create_index(op.f(f"ix_{CHANGE}_{column}"), CHANGE, [column])


def _begin(table: str) -> tuple[sa.Column[str], sa.PrimaryKeyConstraint]:
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    return sa.Column("id", IDENTIFIER, nullable=False), key


def _refer(table: str, column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(rule: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{PROCESS}_{name}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
