"""Let suggestions be kept part by part beside those that stand."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import WORDS

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("segment") as batch:
        batch.add_column(sa.Column("suggested_in", WORDS, nullable=False, server_default=""))
    with op.batch_alter_table("coding") as batch:
        batch.add_column(sa.Column("kept_in", WORDS, nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_coding_segment_id_code_id_author"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_coding_segment_id_code_id_author_kept_in"), ["segment_id", "code_id", "author", "kept_in"]
        )


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
