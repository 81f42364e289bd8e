"""Leave in what was decided about themes the keys of parts, not what the machine named them by."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DECISION = sa.table("theme_decision", sa.column("id", sa.String), sa.column("content", sa.JSON))


def upgrade() -> None:
    connection = op.get_bind()
    for id, content in connection.execute(sa.select(DECISION.c.id, DECISION.c.content)).all():
        parts = content.get("parts") if isinstance(content, dict) else None
        if parts and not all(part.get("named", True) for part in parts):
            cleaned = content | {"parts": [_clean(part) for part in parts]}
            connection.execute(sa.update(DECISION).where(DECISION.c.id == id).values(content=cleaned))


def _clean(part: dict[str, Any]) -> dict[str, Any]:
    if part.get("named", True):
        return part
    return {name: value for name, value in part.items() if name not in {"label", "phrases"}}


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
