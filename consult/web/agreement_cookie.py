"""What a browser holds of a partner that was asked: which link was opened here, and whose code was used.

Of a link it holds the hash, known or not, so that nothing tells a link that works from one that does not
before a code is used.
"""

from dataclasses import dataclass

from consult.web.signed_cookie import SignedCookie


@dataclass(frozen=True)
class HeldLink:
    """A link that was opened in this browser. contact_id: whose code was used; empty before."""

    link_hash: str
    contact_id: str = ""


LINK_COOKIE = SignedCookie("agreement", "/agreement", HeldLink, "an agreement link in a browser", "Lax")
