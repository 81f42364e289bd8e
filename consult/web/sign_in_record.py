"""What signing in leaves on record: who came and went, what was changed, and what was refused.

What was typed is never kept: an address that nobody has may be a password in the wrong field.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, request, session
from flask_login import user_logged_out
from flask_security import MfRecoveryCodesUtil, current_user
from flask_security.signals import (
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)
from sqlalchemy.orm import Session

from consult.models.staff import Staff
from consult.queries.audit import has_entry_since
from consult.services import auditing
from consult.web.clock import get_now
from consult.web.database import get_session, note_anyway

LIMITED = "sign-in slowed down"
LIMITED_EVERY = timedelta(minutes=1)
NOBODY_KNOWN = ""
HOW = {"security.mf_recovery": "a recovery code", "security.two_factor_token_validation": "a one-time code"}


class RecoveryCodesOnRecord(MfRecoveryCodesUtil):
    """The codes for whoever lost their phone: that they were made or one was used is on record."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Make new codes in place of the old."""
        codes: list[str] = super().create_recovery_codes(user)
        _audit(user, "recovery codes made")
        return codes

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Take a used code off the list."""
        was_there = bool(super().delete_recovery_code(user, code))
        _audit(user, "recovery code used")
        return was_there


def init_sign_in_record(app: Flask) -> None:
    """Listen to what Flask-Security and Flask-Login say."""
    password_changed.connect(_note_password_change, app)
    password_reset.connect(_note_password_reset, app)
    user_authenticated.connect(_note_sign_in, app)
    user_logged_out.connect(_note_sign_out, app)
    tf_profile_changed.connect(_note_code_change, app)
    tf_disabled.connect(_note_code_end, app)


def note_attempt(why: str, staff: Any, action: str = "sign-in refused") -> None:
    """Put an attempt on record, though the request that carried it may be refused and undone.

    staff: whom it was tried for, as a form of Flask-Security has it; None where there is nobody like that.
    The one and the other take as long.
    """
    actor = current_user.id if current_user.is_authenticated else auditing.PUBLIC
    subject_id, now = staff.id if staff else NOBODY_KNOWN, get_now()

    def write(session: Session) -> None:
        auditing.record(
            session,
            actor=actor,
            action=action,
            subject_kind="staff",
            subject_id=subject_id,
            details={"why": why},
            now=now,
        )

    note_anyway(write)


def note_limit(_limit: object) -> None:
    """Say once a minute that sign-in is being slowed down, so that nobody can fill the record by trying."""
    now = get_now()

    def write(session: Session) -> None:
        if not has_entry_since(session, LIMITED, now - LIMITED_EVERY):
            auditing.record(
                session,
                actor=auditing.SYSTEM,
                action=LIMITED,
                subject_kind="site",
                subject_id="",
                details={"why": "too many tries in a minute"},
                now=now,
            )

    note_anyway(write)


def _note_password_change(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    user.must_change_password = False
    _audit(user, "password changed")


def _note_password_reset(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    user.must_change_password = False
    _audit(user, "password chosen anew with a link")


def _note_sign_in(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    """Choosing a password signs in anew; that is one act, and it is on record as the change."""
    session.permanent = True  # so that each request prolongs it; else it ends while somebody works
    if request.endpoint != "security.change_password":
        how = HOW.get(request.endpoint or "")
        _audit(user, "signed in", {"second step": how} if how else {})


def _note_sign_out(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    if user.is_authenticated:
        _audit(user, "signed out")


def _note_code_change(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    _audit(user, "one-time codes set up or changed")


def _note_code_end(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    _audit(user, "second step switched off")


def _audit(user: Staff, action: str, details: dict[str, str] | None = None) -> None:
    auditing.record(
        get_session(),
        actor=user.id,
        action=action,
        subject_kind="staff",
        subject_id=user.id,
        details=details,
        now=get_now(),
    )
