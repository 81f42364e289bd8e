"""Keep which answers share wording, where, what is people's own, and what people decided about it."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

VERDICTS = ("confirmed", "refused", "undecided")
NO_ROWID = {"sqlite_with_rowid": False}


def upgrade() -> None:
    _add_members()
    _add_decisions()
    _carry_over()


def _add_members() -> None:
    op.create_table(
        "campaign_member",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("revision_id", IDENTIFIER, nullable=True),
        sa.Column("shared", sa.Double(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        _refer("campaign_member", "run_id", "analysis_run"),
        _refer("campaign_member", "answer_id", "answer"),
        _refer("campaign_member", "revision_id", "revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_member")),
        sa.UniqueConstraint("run_id", "key", "answer_id", name=op.f("uq_campaign_member_run_id_key_answer_id")),
        **NO_ROWID,
    )
    op.create_table(
        "own_segment",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("run_id", IDENTIFIER, nullable=False),
        sa.Column("segment_id", IDENTIFIER, nullable=False),
        _refer("own_segment", "run_id", "analysis_run"),
        _refer("own_segment", "segment_id", "segment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_segment")),
        sa.UniqueConstraint("run_id", "segment_id", name=op.f("uq_own_segment_run_id_segment_id")),
        **NO_ROWID,
    )
    _index("campaign_member", "run_id", "answer_id", "revision_id")
    _index("own_segment", "run_id", "segment_id")


def _add_decisions() -> None:
    op.create_table(
        "campaign_decision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=True),
        sa.Column("verdict", kind("campaignverdict", *VERDICTS), nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        _refer("campaign_decision", "consultation_id", "consultation"),
        _refer("campaign_decision", "answer_id", "answer"),
        _refer("campaign_decision", "staff_id", "staff", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_decision")),
    )
    op.create_table(
        "decided_member",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("decision_id", IDENTIFIER, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        _refer("decided_member", "decision_id", "campaign_decision"),
        _refer("decided_member", "answer_id", "answer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_member")),
        sa.UniqueConstraint("decision_id", "answer_id", name=op.f("uq_decided_member_decision_id_answer_id")),
        **NO_ROWID,
    )
    _index("campaign_decision", "consultation_id", "answer_id")
    _index("decided_member", "decision_id", "answer_id")


def _carry_over() -> None:
    """Answers that an earlier run counts as shared go on doing so, whole: where is not known."""
    item = sa.table("answered_item", *map(sa.column, ("run_id", "answer_id", "campaign_key", "campaign_shared")))
    names = ("id", "run_id", "key", "answer_id", "shared", "spans", "is_counted")
    member = sa.table("campaign_member", *map(sa.column, names[:5]), sa.column("spans", sa.JSON()), sa.column(names[6], sa.Boolean()))
    wanted = sa.select(item).where(item.c.campaign_key != "").order_by(item.c.run_id, item.c.answer_id)
    rows = [
        {
            "id": str(uuid4()),
            "run_id": row.run_id,
            "key": row.campaign_key,
            "answer_id": row.answer_id,
            "shared": 1.0 if row.campaign_shared is None else row.campaign_shared,
            "spans": [],
            "is_counted": True,
        }
        for row in op.get_bind().execute(wanted)
    ]
    if rows:
        op.bulk_insert(member, rows)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _refer(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
