"""Who may open which page: one rule on every route, checked before the route runs.

A view is marked `@allow(RULE)`; a route without a rule is refused to everybody, and a house test finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import AccessDenied
from consult.vocabulary import Role

View = TypeVar("View", bound=Callable[..., object])
RULE_ATTRIBUTE = "access_rule"


@dataclass(frozen=True)
class Rule:
    """Who may: everybody when `is_public`, else whoever holds one of the roles."""

    name: str
    roles: frozenset[Role] = frozenset()
    is_public: bool = False


PUBLIC = Rule("public", is_public=True)
STAFF = Rule("any staff", frozenset(Role))
MANAGE = Rule("managers", frozenset({Role.ADMINISTRATOR, Role.MANAGER}))
ANALYSE = Rule("analysts", frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.ANALYST}))
ACCOUNTS = Rule("readers of experiences", frozenset({Role.MANAGER, Role.ANALYST}))
MANAGE_ACCOUNTS = Rule("managers who read experiences", frozenset({Role.MANAGER}))
TRANSLATE = Rule("translators", frozenset({Role.TRANSLATOR}))
DRAFTS = Rule("readers of the draft", frozenset(Role) - {Role.AUDITOR})
ADMINISTER = Rule("administrators", frozenset({Role.ADMINISTRATOR}))
AUDIT = Rule("auditors", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))

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
    "security.verify": STAFF,
    "security.change_password": STAFF,
    "security.two_factor_setup": STAFF,
    "security.two_factor_setup_validate": STAFF,
    "security.tf_select": PUBLIC,
    "security.static": PUBLIC,
    "security.mf_recovery_codes": STAFF,
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
    app.jinja_env.globals["may_open"] = may_open


def holds_one_of(rule: Rule) -> bool:
    """True when the person signed in holds a role that the rule names."""
    if rule.is_public:
        return True
    return bool(current_user.is_authenticated) and any(role.name in rule.roles for role in current_user.roles)


def may_open(endpoint: str) -> bool:
    """True when the page is there and the person signed in may open it; links to others are left out."""
    rule = find_rule(current_app, endpoint)
    return rule is not None and holds_one_of(rule)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = find_rule(current_app, request.endpoint)
    if rule is None:
        abort(403)
    if rule.is_public or holds_one_of(rule):
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    raise AccessDenied("C101")
