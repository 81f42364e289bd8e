"""Empty what was typed to find an experience, where the request is decided or the experience withdrawn."""

from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE lost_number SET reason = '' WHERE state IN ('withdrawn', 'refused')"
        " OR response_id IN (SELECT id FROM response WHERE state = 'withdrawn')"
    )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
