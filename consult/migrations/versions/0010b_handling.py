"""Keep what staff did with an account, concerns, and a bucket for what was set aside."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0010b"
down_revision = "0005"
branch_labels = None
depends_on = None

BUCKETS = (
    "analysed", "empty", "no_substance", "unreadable", "unknown_language", "duplicate_id", "not_permitted",
    "locked", "withdrawn", "set_aside", "not_analysed",
)  # fmt: skip
REASONS = ("not_lived", "twice", "trial", "advertising", "abusive")
APPEALS = ("none", "open", "refused", "granted")


def upgrade() -> None:
    _add_handling()
    _note_readings()
    _add_concerns()
    for table in ("answered_item", "response_bucket"):
        if op.get_bind().dialect.name == "sqlite":
            _rebuild(table)
        else:
            name = op.f(f"ck_{table}_bucket")
            op.drop_constraint(name, table, type_="check")
            op.create_check_constraint(name, table, sa.column("bucket").in_(BUCKETS))


def _add_handling() -> None:
    op.create_table(
        "handling",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("first_read_on", sa.Date(), nullable=True),
        sa.Column("set_aside_on", sa.Date(), nullable=True),
        sa.Column("set_aside_reason", kind("setasidereason", *REASONS), nullable=True),
        sa.Column("set_aside_by_id", IDENTIFIER, nullable=True),
        sa.Column("appeal_state", kind("appealstate", *APPEALS), nullable=False),
        sa.Column("appeal_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("appealed_on", sa.Date(), nullable=True),
        sa.Column("appeal_decided_by_id", IDENTIFIER, nullable=True),
        sa.Column("appeal_decided_on", sa.Date(), nullable=True),
        _staff("handling", "appeal_decided_by_id"),
        _response("handling", "CASCADE"),
        _staff("handling", "set_aside_by_id"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_handling")),
        sqlite_with_rowid=False,
    )


def _note_readings() -> None:
    """Whoever was read before counts as read, on the first day that was put on record."""
    use = sa.table("use", *(sa.column(name) for name in ("response_id", "subject_id")), sa.column("at", INSTANT))
    first = sa.select(use.c.response_id, sa.func.min(use.c.at, type_=INSTANT)).where(
        use.c.response_id == use.c.subject_id
    )
    handling = sa.table(
        "handling",
        sa.column("response_id"),
        sa.column("first_read_on", sa.Date()),
        sa.column("appeal_state"),
    )
    rows = op.get_bind().execute(first.group_by(use.c.response_id)).all()
    accounts = op.get_bind().execute(sa.text("SELECT id FROM response WHERE kind = 'account'")).scalars()
    known = set(accounts)
    new = [{"response_id": id, "first_read_on": at.date(), "appeal_state": "none"} for id, at in rows if id in known]
    if new:
        op.bulk_insert(handling, new)


def _add_concerns() -> None:
    op.create_table(
        "concern",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=True),
        sa.Column("state", kind("concernstate", "open", "closed"), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by_id", IDENTIFIER, nullable=True),
        sa.Column("lead_id", IDENTIFIER, nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("keep_until_on", sa.Date(), nullable=False),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _staff("concern", "lead_id"),
        _staff("concern", "raised_by_id"),
        _response("concern", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    with op.batch_alter_table("concern") as batch:
        batch.create_index(batch.f("ix_concern_response_id"), ["response_id"], unique=False)


def _staff(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_staff")
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=name, ondelete="SET NULL")


def _response(table: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_response_id_response")
    return sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=name, ondelete=ondelete)


def _rebuild(name: str) -> None:
    """SQLite changes no CHECK in place. The tables are given whole, because a CHECK is not reflected."""
    subject = "answer_id" if name == "answered_item" else "response_id"
    parent = subject.removesuffix("_id")
    before = [
        sa.Column("language", WORDS, nullable=False),
        sa.Column("language_confident", sa.Boolean(), nullable=False),
    ]
    after = [
        sa.Column("campaign_key", WORDS, nullable=False),
        sa.Column("campaign_shared", sa.Double(), nullable=True),
    ]
    table = sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column(subject, IDENTIFIER, nullable=False),
        *(before if parent == "answer" else []),
        sa.Column("bucket", kind(f"ck_{name}_bucket", *BUCKETS), nullable=False),
        *(after if parent == "answer" else []),
        sa.ForeignKeyConstraint(
            [subject], [f"{parent}.id"], name=f"fk_{name}_{subject}_{parent}", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["analysis_run.id"], name=f"fk_{name}_run_id_analysis_run", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("run_id", subject, name=f"uq_{name}_run_id_{subject}"),
        sa.Index(f"ix_{name}_{subject}", subject),
        sa.Index(f"ix_{name}_run_id", "run_id"),
    )
    with op.batch_alter_table(name, copy_from=table, recreate="always"):
        pass


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
