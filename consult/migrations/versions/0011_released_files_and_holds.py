"""Keep which files with people's words were handed out, which are to be taken back, and legal holds."""

import uuid

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, INSTANT, WORDS, kind

revision = "0011"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "released_file",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("kind", kind("filekind", "returns", "experiences", "draft"), nullable=False),
        sa.Column("description", WORDS, nullable=False),
        sa.Column("subject_id", WORDS, nullable=False),
        sa.Column("staff_id", IDENTIFIER, nullable=True),
        sa.Column("holder_name", WORDS, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        _refer("released_file", "consultation_id", "consultation", "CASCADE"),
        _refer("released_file", "staff_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_file")),
    )
    op.create_index(op.f("ix_released_file_consultation_id"), "released_file", ["consultation_id"])
    op.create_index(op.f("ix_released_file_subject_id"), "released_file", ["subject_id"])
    _create_recalls()
    _create_holds()
    _describe_earlier_files()


def _create_recalls() -> None:
    op.create_table(
        "recall",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("cause", kind("recallcause", "withdrawn", "narrowed", "expired"), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("told_by_id", IDENTIFIER, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("confirmed_by_id", IDENTIFIER, nullable=True),
        _refer("recall", "file_id", "released_file", "CASCADE"),
        _refer("recall", "told_by_id", "staff", "SET NULL"),
        _refer("recall", "confirmed_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
        sa.UniqueConstraint("file_id", name=op.f("uq_recall_file_id")),
    )


def _create_holds() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("placed_by_id", IDENTIFIER, nullable=True),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.Column("lifted_by_id", IDENTIFIER, nullable=True),
        _refer("legal_hold", "consultation_id", "consultation", "CASCADE"),
        _refer("legal_hold", "response_id", "response", "CASCADE"),
        _refer("legal_hold", "placed_by_id", "staff", "SET NULL"),
        _refer("legal_hold", "lifted_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_consultation_id"), "legal_hold", ["consultation_id"])
    op.create_index(op.f("ix_legal_hold_response_id"), "legal_hold", ["response_id"])


def _describe_earlier_files() -> None:
    """Files made before are known from the record of uses: a draft's by the draft's id, tables by their own."""
    use = sa.table("use", *map(sa.column, ("response_id", "kind", "subject_id", "staff_id")), sa.column("at", INSTANT))
    response = sa.table("response", *map(sa.column, ("id", "consultation_id", "kind")))
    draft = sa.table("draft", sa.column("id"), sa.column("number"))
    staff = sa.table("staff", *map(sa.column, ("id", "name", "email")))
    wanted = (
        sa.select(
            use.c.subject_id,
            use.c.staff_id,
            sa.func.min(response.c.consultation_id).label("consultation_id"),
            sa.func.max(sa.case((response.c.kind == "account", 1), else_=0)).label("accounts"),
            sa.func.min(use.c.at).label("made_at"),
            sa.func.max(draft.c.number).label("number"),
            sa.func.max(staff.c.name).label("name"),
            sa.func.max(staff.c.email).label("email"),
        )
        .select_from(
            use.join(response, response.c.id == use.c.response_id)
            .outerjoin(draft, draft.c.id == use.c.subject_id)
            .outerjoin(staff, staff.c.id == use.c.staff_id)
        )
        .where(use.c.kind == "export")
        .group_by(use.c.subject_id, use.c.staff_id)
    )
    released = sa.table(
        "released_file",
        *map(sa.column, ("id", "consultation_id", "kind", "description", "subject_id", "staff_id")),
        *map(sa.column, ("holder_name", "digest")),
        sa.column("made_at", INSTANT),
    )
    for row in op.get_bind().execute(wanted).all():
        op.execute(released.insert().values(_describe(row)))


def _describe(row: sa.Row) -> dict[str, object]:
    table = "experiences" if row.accounts else "returns"
    return {
        "id": str(uuid.uuid4()),
        "consultation_id": row.consultation_id,
        "kind": "draft" if row.number else table,
        "description": f"Draft {row.number} as a Word file" if row.number else f"Table of {table}",
        "subject_id": row.subject_id,
        "staff_id": row.staff_id,
        "holder_name": row.name or row.email or "",
        "made_at": row.made_at,
        "digest": "",
    }


def _refer(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
