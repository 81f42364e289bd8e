"""Let a job suggest tags anew."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

JOB_KINDS = ("analyse", "draft", "recheck", "send_message", "suggest")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_jobs()
    else:
        name = op.f("ck_job_jobkind")
        op.drop_constraint(name, "job", type_="check")
        op.create_check_constraint(name, "job", sa.column("kind").in_(JOB_KINDS))


def _rebuild_jobs() -> None:
    """SQLite changes no CHECK in place. The table is given whole, because a CHECK is not reflected."""
    states = ("queued", "running", "needs_unlocking", "done", "failed", "cancelled")
    job = sa.Table(
        "job",
        sa.MetaData(),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("ck_job_jobkind", *JOB_KINDS), nullable=False),
        sa.Column("subject_id", WORDS, nullable=False),
        sa.Column("idempotency_key", WORDS, nullable=False),
        sa.Column("state", kind("ck_job_jobstate", *states), nullable=False),
        sa.Column("progress_step", WORDS, nullable=False),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("error_code", WORDS, nullable=False),
        sa.Column("error_text", WORDS, nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("requested_by_id", IDENTIFIER, nullable=True),
        sa.Column("queued_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("heartbeat_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("needs_keys", sa.Boolean(), nullable=False),
        sa.Column("step_began_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["staff.id"], name="fk_job_requested_by_id_staff", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("idempotency_key", name="uq_job_idempotency_key"),
        sa.Index("ix_job_subject_id", "subject_id"),
    )
    with op.batch_alter_table("job", copy_from=job, recreate="always"):
        pass


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
