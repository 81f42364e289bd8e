"""The forms that check or choose a password of whoever is known already, while nobody waits to write.

Each is checked in what only reads. A new password is then hashed before anything else is asked of the
database, in the turn that its whole page takes (sign_in_limits.py); and before it is kept, KnownStillStore
sees whether somebody else changed it meanwhile.
"""

from typing import Any

from flask import abort, g
from flask_security import (
    ChangePasswordForm,
    ResetPasswordForm,
    SQLAlchemyUserDatastore,
    VerifyForm,
    current_user,
)

from consult.web.database import brief_transaction, get_session
from consult.web.password_checks import keep_new_hash, take_new_hash
from consult.web.sign_in_record import note_attempt

WRONG_PASSWORD = "wrong password"  # noqa: S105 - words for the record, not a password
SIGN_IN_AGAIN = 401


class NotingVerifyForm(VerifyForm):
    """The password once more, before something that matters."""

    def validate(self, **kwargs: Any) -> bool:
        """Note a wrong password."""
        user = current_user._get_current_object()
        with brief_transaction() as session:
            is_right = bool(super().validate(**kwargs))
            if not is_right and self.password.data:
                note_attempt(WRONG_PASSWORD, user, "password not confirmed")
            new_hash = take_new_hash(session, user)
        keep_new_hash(get_session(), user, new_hash)
        return is_right


class NotingChangeForm(ChangePasswordForm):
    """The old password and a new one; a new one that is not good enough is nobody's attack."""

    def validate(self, **kwargs: Any) -> bool:
        """Note a wrong old password."""
        with brief_transaction():
            g.checked_as = current_user.fs_uniquifier
            is_right = bool(super().validate(**kwargs))
            if self.password.errors and self.password.data:
                note_attempt(WRONG_PASSWORD, current_user, "password change refused")
        return is_right


class ChosenAnewForm(ResetPasswordForm):
    """A new password, chosen with a link."""

    def validate(self, **kwargs: Any) -> bool:
        """Hold no transaction afterwards, for the password is hashed next."""
        with brief_transaction():
            g.checked_as = self.user.fs_uniquifier if self.user else None
            return bool(super().validate(**kwargs))


class KnownStillStore(SQLAlchemyUserDatastore):
    """Whoever was given another password while their new one was hashed has to sign in with that first."""

    def set_uniquifier(self, user: Any, uniquifier: str | None = None) -> None:
        """End all sessions of this person, who just got a new password; not for a session that is over."""
        if "checked_as" in g:
            get_session().refresh(user, ["fs_uniquifier"])  # writes the password first: nobody comes between
            if user.fs_uniquifier != g.checked_as:
                with brief_transaction():  # undoes it, for Flask-Security commits also what is refused
                    abort(SIGN_IN_AGAIN)
        super().set_uniquifier(user, uniquifier)
