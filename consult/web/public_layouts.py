"""Which layout a page has that any public part of the site may show."""

from flask import request

from consult.web.addresses import has_page

ACCOUNT_LAYOUT, PUBLIC_LAYOUT = "layouts/account.html", "layouts/public.html"
ACCOUNT_START = "/your-experience"


def choose_public_layout() -> str:
    """That of experiences where one is told or reopened, with its way out; else the plain one.

    A mistyped address belongs to no blueprint, nor does one that is opened where it only takes what is sent.
    The part for staff alone has no way out, and no layout with one.
    """
    is_account = (request.blueprint or "").startswith("account")
    is_near_one = request.url_rule is None and request.path.startswith(ACCOUNT_START)
    return ACCOUNT_LAYOUT if is_account or (is_near_one and has_page("account.leave")) else PUBLIC_LAYOUT
