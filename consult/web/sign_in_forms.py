"""The forms of signing in: Flask-Security's own, each of which says when it refused what was tried."""

from typing import Any

from flask_security import ForgotPasswordForm, LoginForm, MfRecoveryForm, TwoFactorVerifyCodeForm

from consult.web.database import brief_transaction, get_session
from consult.web.password_checks import check_in_turn, keep_new_hash, take_new_hash
from consult.web.password_forms import WRONG_PASSWORD, ChosenAnewForm, NotingChangeForm, NotingVerifyForm
from consult.web.sign_in_record import note_attempt

UNKNOWN_ADDRESS = "unknown address"


class NotingLoginForm(LoginForm):
    """Address and password. An empty field is no attempt."""

    def validate(self, **kwargs: Any) -> bool:
        """Note who was tried, as far as they are known, and why it failed. Nobody waits to write meanwhile.

        Whether they may sign in at all is asked again by Flask-Login, of what then holds.
        """
        with check_in_turn(), brief_transaction() as session:
            is_right = bool(super().validate(**kwargs))
            if not is_right and self.email.data and self.password.data:
                note_attempt(self._find_reason(), self.user)
            new_hash = take_new_hash(session, self.user)
        keep_new_hash(get_session(), self.user, new_hash)
        return is_right

    def _find_reason(self) -> str:
        if self.user is None:
            return UNKNOWN_ADDRESS
        return "no longer allowed to sign in" if self.user_authenticated else WRONG_PASSWORD


class NotingCodeForm(TwoFactorVerifyCodeForm):
    """The one-time code after the password; while codes are being set up a wrong one harms nobody."""

    def validate(self, **kwargs: Any) -> bool:
        """Note a wrong code."""
        is_right = bool(super().validate(**kwargs))
        if not is_right and not self.is_setup:
            note_attempt("wrong one-time code", self.user)
        return is_right


class NotingRecoveryForm(MfRecoveryForm):
    """A recovery code in place of the one-time code."""

    def validate(self, **kwargs: Any) -> bool:
        """Note a wrong code."""
        is_right = bool(super().validate(**kwargs))
        if not is_right:
            note_attempt("wrong recovery code", self.user)
        return is_right


class NotingForgotForm(ForgotPasswordForm):
    """The address that a link for a new password is asked for; the answer is the same for every address."""

    def validate(self, **kwargs: Any) -> bool:
        """Note that a link was asked for, and whether there is somebody to send it to.

        It holds no transaction afterwards: next their link is made, with a hash of what they have, and where
        there is nobody a password is hashed in vain. So it asks no more of whom it found.
        """
        with brief_transaction() as session:
            is_right = bool(super().validate(**kwargs))
            if self.email.data:
                note_attempt(self._say_outcome(is_right), self.user, "new password asked for")
            if self.user is not None:
                session.expunge(self.user)
        return is_right

    def _say_outcome(self, is_right: bool) -> str:
        if is_right:
            return "a link is sent"
        return UNKNOWN_ADDRESS if self.user is None else "no longer allowed to sign in"


FORMS: dict[str, Any] = {
    "login_form": NotingLoginForm,
    "two_factor_verify_code_form": NotingCodeForm,
    "mf_recovery_form": NotingRecoveryForm,
    "verify_form": NotingVerifyForm,
    "change_password_form": NotingChangeForm,
    "forgot_password_form": NotingForgotForm,
    "reset_password_form": ChosenAnewForm,
}
