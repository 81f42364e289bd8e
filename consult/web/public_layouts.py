"""Which layout a page has that any public part of the site may show."""

from flask import request

ACCOUNT_LAYOUT, PUBLIC_LAYOUT = "layouts/account.html", "layouts/public.html"


def choose_public_layout() -> str:
    """That of experiences where one is told or reopened, with its way out; else the plain one."""
    is_account = (request.blueprint or "").startswith("account")
    return ACCOUNT_LAYOUT if is_account else PUBLIC_LAYOUT
