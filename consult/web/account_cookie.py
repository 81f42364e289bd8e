"""What a browser holds of an experience: one cookie, and no other place in the browser or on our side.

While an experience is being written the cookie has the key that opens it; the number under which it will be
found is drawn at the beginning and kept here, so that a repeated or interrupted send shows the same number.
Its name says nothing, it ends with the browser, and script cannot read it.
"""

from dataclasses import dataclass

from consult.sealing.codenames import Codename
from consult.sealing.keys import DraftKey
from consult.services.keeping.retaining import FORM_SECONDS
from consult.web.signed_cookie import SignedCookie


@dataclass(frozen=True)
class Held:
    """An experience in this browser's hands. `draft_key`: empty once it was sent.

    group_id: of the community group that passes it on. card_id: of the card with which it is told. With
    either and no response_id, this browser may begin one.
    """

    response_id: str = ""
    number: str = ""
    draft_key: str = ""
    group_id: str = ""
    card_id: str = ""

    @property
    def codename(self) -> Codename:
        """The return number, to open with or to show."""
        return Codename(self.number.encode("ascii"))

    @property
    def opening_key(self) -> DraftKey:
        """The key of what is still being written."""
        return DraftKey(bytes.fromhex(self.draft_key))


EXPERIENCE_COOKIE = SignedCookie(
    "page", "/your-experience", Held, "an experience in a browser", "Strict", form_seconds=FORM_SECONDS
)
