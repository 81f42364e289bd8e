"""Keep what is carried over from earlier consultations, links that ask about it, and how long sources hold."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

ASKED, CARRIED, SOURCE = "circulated_to", "carried_material", "source"
INDEXED = ("consultation_id", "home_id", "government_question_id", "organisation_id", "response_id", "revision_id",
           "version_id", "asked_id")  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table(ASKED) as table:
        about = kind("askedabout", "version", "carried")
        table.add_column(sa.Column("about", about, nullable=False, server_default="version"))
        table.add_column(sa.Column("consultation_id", IDENTIFIER, nullable=True))
        table.alter_column("version_id", existing_type=IDENTIFIER, nullable=True)
        name = op.f(f"fk_{ASKED}_consultation_id_consultation")
        table.create_foreign_key(name, "consultation", ["consultation_id"], ["id"], ondelete="CASCADE")
        both = ["consultation_id", "organisation_id"]
        table.create_unique_constraint(op.f(f"uq_{ASKED}_{'_'.join(both)}"), both)
        rule = "version_id IS NULL OR consultation_id IS NULL"
        table.create_check_constraint(op.f(f"ck_{ASKED}_about_one"), rule)
    with op.batch_alter_table(ASKED) as table:
        table.alter_column("about", existing_type=WORDS, server_default=None)
    op.create_index(op.f(f"ix_{ASKED}_consultation_id"), ASKED, ["consultation_id"])
    with op.batch_alter_table(SOURCE) as table:
        table.add_column(sa.Column("valid_until_on", sa.Date(), nullable=True))
        for name in ("about_questions", "about_tags"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table(SOURCE) as table:
        for name in ("about_questions", "about_tags"):
            table.alter_column(name, existing_type=sa.JSON(), server_default=None)
    _create_carried()
    for column in INDEXED:
        op.create_index(op.f(f"ix_{CARRIED}_{column}"), CARRIED, [column])


def _create_carried() -> None:
    op.create_table(
        CARRIED,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("home_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("government_question_id", IDENTIFIER, nullable=True),
        sa.Column("kind", kind("carriedkind", "return", "statement"), nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=True),
        sa.Column("response_id", IDENTIFIER, nullable=True),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("version_id", IDENTIFIER, nullable=True),
        sa.Column("section_key", WORDS, nullable=False),
        sa.Column("said", WORDS, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("proposed_by_name", WORDS, nullable=False),
        sa.Column("asked_id", IDENTIFIER, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("answer", kind("carriedanswer", "current", "changed", "outdated"), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("given_by", WORDS, nullable=False),
        sa.Column("given_role", WORDS, nullable=False),
        sa.Column("recorded_by_id", IDENTIFIER, nullable=True),
        sa.Column("recorded_by_name", WORDS, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("removed_at", INSTANT, nullable=True),
        _check("(kind = 'return') = (response_id IS NOT NULL)", "of_return"),
        _check("(answer IS NULL) = (answered_on IS NULL)", "answered"),
        _refer("consultation_id", "consultation"),
        _refer("home_id", "consultation"),
        _refer("government_question_id", "government_question", ondelete="SET NULL"),
        _refer("organisation_id", "organisation"),
        _refer("response_id", "response"),
        _refer("revision_id", "revision", ondelete="SET NULL"),
        _refer("version_id", "draft_version"),
        _refer("asked_id", ASKED, ondelete="SET NULL"),
        _refer("recorded_by_id", "staff", ondelete="SET NULL"),
        _refer("file_id", "attached_file", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CARRIED}")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f(f"uq_{CARRIED}_consultation_id_number")),
    )


def _refer(column: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{CARRIED}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _check(rule: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{CARRIED}_{name}"))


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
