"""Who may open which page: one rule on every route, checked before the route runs.

A view is marked `@allow(RULE)`; a route without a rule is refused to everybody, and a house test finds it.
A rule asks for a role and for standing: people of an observer, or of a body consulted about, read what is
open to them and change nothing, whatever role they hold. Otherwise they could make themselves readers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import AccessDenied
from consult.queries.viewer import READERS_OF_RETURNS, find_standing
from consult.vocabulary import Role, Standing
from consult.web.database import SAFE_METHODS, get_session

View = TypeVar("View", bound=Callable[..., object])
RULE_ATTRIBUTE = "access_rule"


@dataclass(frozen=True)
class Rule:
    """Who may: everybody when `is_public`, else whoever holds one of the roles.

    Changing something needs full standing besides, and with `is_full` so does looking. `is_own` is for what
    people do about their own sign-in, for which no standing is asked.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    is_public: bool = False
    is_full: bool = False
    is_own: bool = False

    def asks_standing(self, method: str) -> bool:
        """Whether only people of full standing may send this method."""
        return not (self.is_public or self.is_own) and (self.is_full or method not in SAFE_METHODS)


PUBLIC = Rule("public", is_public=True)
OWN = Rule("any staff", frozenset(Role), is_own=True)
STAFF = Rule("any staff", frozenset(Role))
MANAGE = Rule("managers", frozenset({Role.ADMINISTRATOR, Role.MANAGER}), is_full=True)
ANALYSE = Rule("analysts", frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.ANALYST}))
DECIDE = Rule("analysts", ANALYSE.roles, is_full=True)
WORDING = Rule("managers and analysts", frozenset({Role.MANAGER, Role.ANALYST}))
ACCOUNTS = Rule("readers of experiences", frozenset({Role.MANAGER, Role.ANALYST}), is_full=True)
MANAGE_ACCOUNTS = Rule("managers who read experiences", frozenset({Role.MANAGER}), is_full=True)
TRANSLATE = Rule("translators", frozenset({Role.TRANSLATOR}), is_full=True)
TRANSLATE_FORMS = Rule("managers and translators", MANAGE.roles | {Role.TRANSLATOR}, is_full=True)
DRAFTS = Rule("readers of the draft", frozenset(Role) - {Role.AUDITOR})
COMMENTS = Rule("readers of the draft, full standing", DRAFTS.roles, is_full=True)
NUMBERS_OF_NOW = COMMENTS  # observers are given versions, from which they could subtract them
RETURNS = Rule("readers of returns", READERS_OF_RETURNS)
ADMINISTER = Rule("administrators", frozenset({Role.ADMINISTRATOR}), is_full=True)
AUDIT = Rule("auditors", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}), is_full=True)

# Views that libraries register, and which cannot be marked where they are written.
LIBRARY_RULES = {
    "static": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.two_factor_token_validation": PUBLIC,
    "security.two_factor_rescue": PUBLIC,
    "security.mf_recovery": PUBLIC,
    "security.verify": OWN,
    "security.change_password": OWN,
    "security.two_factor_setup": OWN,
    "security.two_factor_setup_validate": OWN,
    "security.tf_select": PUBLIC,
    "security.static": PUBLIC,
    "security.mf_recovery_codes": OWN,
}


def allow(rule: Rule) -> Callable[[View], View]:
    """Mark a view with the rule of who may open it."""

    def mark(view: View) -> View:
        setattr(view, RULE_ATTRIBUTE, rule)
        return view

    return mark


def find_rule(app: Flask, endpoint: str) -> Rule | None:
    """The rule of an endpoint; None where it has none."""
    view = app.view_functions.get(endpoint)
    rule = getattr(view, RULE_ATTRIBUTE, None)
    return rule or app.extensions.get("access_rules", {}).get(endpoint)


def init_access(app: Flask) -> None:
    """Check the rule of every request; sign-in first where nobody is signed in."""
    app.extensions["access_rules"] = dict(LIBRARY_RULES)
    app.before_request(_check)
    app.jinja_env.globals.update(may_open=may_open, may_send=may_send)


def meets(rule: Rule, method: str = "GET") -> bool:
    """True when the person signed in has a role that the rule names, and the standing that it asks for."""
    if rule.is_public:
        return True
    if not current_user.is_authenticated or rule.roles.isdisjoint(role.name for role in current_user.roles):
        return False
    return not rule.asks_standing(method) or _is_full()


def may_open(endpoint: str) -> bool:
    """True when the page is there and the person signed in may open it; links to others are left out."""
    rule = find_rule(current_app, endpoint)
    return rule is not None and meets(rule)


def may_send(endpoint: str) -> bool:
    """True when the person signed in may send the form of this page; to others it is not shown."""
    rule = find_rule(current_app, endpoint)
    return rule is not None and meets(rule, "POST")


def _is_full() -> bool:
    """Whether the person signed in is of full standing; asked once a request."""
    if "standing" not in g:
        g.standing = find_standing(get_session(), current_user.organisation_id)
    return bool(g.standing is Standing.FULL)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = find_rule(current_app, request.endpoint)
    if rule is None:
        abort(403)
    if meets(rule, request.method):
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    raise AccessDenied("C101")
