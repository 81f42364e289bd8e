"""Keep who may give experiences, the groups that pass them on, and calls that are always open."""

import sqlalchemy as sa
from alembic import op

from consult.migrations.column_types import IDENTIFIER, WORDS, kind

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

WITHOUT_ORDER = {"sqlite_with_rowid": False}


def upgrade() -> None:
    op.add_column(
        "consultation", sa.Column("is_standing_call", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "way_in_rule",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=True),
        sa.Column(
            "way_in", kind(op.f("ck_way_in_rule_wayin"), "by_link", "by_link_or_card", "anyone"), nullable=False
        ),
        _reference("way_in_rule", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_in_rule")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_way_in_rule_consultation_id")),
    )
    _make_groups()
    _make_entries()
    _make_requests()


def _make_groups() -> None:
    op.create_table(
        "relay_group",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("organisation_id", IDENTIFIER, nullable=False),
        sa.Column("link_hash", WORDS, nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("may_print_cards", sa.Boolean(), nullable=False),
        sa.Column("number_lookup", WORDS, nullable=True),
        sa.Column("number_salt", sa.LargeBinary(), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("locked_private_key", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("relay_group", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_group")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_relay_group_organisation_id")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_relay_group_link_hash")),
        sa.UniqueConstraint("number_lookup", name=op.f("uq_relay_group_number_lookup")),
    )
    op.create_table(
        "group_agreement",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("accepted_by", WORDS, nullable=False),
        _reference("group_agreement", "group_id", "relay_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_agreement")),
        sa.UniqueConstraint(
            "group_id", "agreement_version", name=op.f("uq_group_agreement_group_id_agreement_version")
        ),
    )
    _index("group_agreement", "group_id")
    op.create_table(
        "invitation_card",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("code_hash", WORDS, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        _reference("invitation_card", "group_id", "relay_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_card")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_card_code_hash")),
        **WITHOUT_ORDER,
    )
    _index("invitation_card", "group_id")


def _make_entries() -> None:
    op.create_table(
        "group_entry",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("may_correct", sa.Boolean(), nullable=False),
        sa.Column("may_read_back", sa.Boolean(), nullable=False),
        sa.Column("may_withdraw", sa.Boolean(), nullable=False),
        sa.Column("correction_key", sa.LargeBinary(), nullable=True),
        _reference("group_entry", "response_id", "response"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_group_entry")),
        **WITHOUT_ORDER,
    )
    op.create_table(
        "correction",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        _reference("correction", "response_id", "response"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        **WITHOUT_ORDER,
    )
    _index("correction", "response_id")
    op.create_table(
        "listening_event",
        sa.Column("response_id", IDENTIFIER, nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("people IS NULL OR people > 0", name=op.f("ck_listening_event_people_some")),
        _reference("listening_event", "response_id", "response"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_listening_event")),
        **WITHOUT_ORDER,
    )


def _make_requests() -> None:
    states = kind(op.f("ck_lost_number_lostnumberstate"), "asked", "found", "withdrawn", "refused")
    op.create_table(
        "lost_number",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("consultation_id", IDENTIFIER, nullable=False),
        sa.Column("response_id", IDENTIFIER, nullable=True),
        sa.Column("way", kind(op.f("ck_lost_number_lostnumberway"), "group", "address"), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("found_by_id", IDENTIFIER, nullable=True),
        sa.Column("decided_by_id", IDENTIFIER, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("lost_number", "consultation_id", "consultation"),
        _reference("lost_number", "response_id", "response", "SET NULL"),
        _reference("lost_number", "found_by_id", "staff", "SET NULL"),
        _reference("lost_number", "decided_by_id", "staff", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_number")),
    )
    _index("lost_number", "consultation_id")
    _index("lost_number", "response_id")


def _reference(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before the upgrade")
