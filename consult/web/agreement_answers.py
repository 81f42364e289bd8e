"""What the forms of partners share: shown, checked and kept; what was typed is never lost on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.web.agreement_cookie import LINK_COOKIE
from consult.web.agreement_words import Wrong
from consult.web.stops import SWITCH_FIELD, WRONG
from forms.intake import as_given

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Filled:
    """A form as it is to be shown. typed: by field; none before anything was typed. wrong: said beside it."""

    typed: Typed | None = None
    wrong: Wrong = field(default_factory=dict)


@dataclass(frozen=True)
class PartnerForm:
    """One form. `check` and `keep` say what is wrong, by field; `keep` has then kept nothing.

    kept: what is said once it is kept.
    """

    fields: tuple[str, ...]
    check: Callable[[Typed], Wrong]
    keep: Callable[[Typed], Wrong]
    show: Callable[[Filled], str]
    kept: str

    def take(self) -> ResponseReturnValue:
        """Keep what was sent; where something is wrong, or the language was switched, show it all again."""
        typed = {name: as_given(request.form.get(name, "")).strip() for name in self.fields}
        if SWITCH_FIELD in request.form:
            return self.show(Filled(typed))
        if wrong := self.check(typed) or self.keep(typed):
            return self.show(Filled(typed, wrong)), WRONG
        flash(self.kept)
        return redirect(url_for(".home"))


def leave_pages() -> ResponseReturnValue:
    """Let go of the link in this browser."""
    LINK_COOKIE.hold(None)
    return redirect(url_for("public.home"))
