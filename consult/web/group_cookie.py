"""What a browser holds of a community group: which group opened its link here, and what its number opened."""

from dataclasses import dataclass

from consult.sealing.group_keys import BoxKey
from consult.web.signed_cookie import SignedCookie


@dataclass(frozen=True)
class HeldGroup:
    """A group in this browser's hands.

    number: only until it is written down. key: the group's private half, once its number was given.
    """

    group_id: str
    number: str = ""
    key: str = ""

    @property
    def box_key(self) -> BoxKey | None:
        """The private half with which the group's list is read, if its number was given."""
        return BoxKey(bytes.fromhex(self.key)) if self.key else None


GROUP_COOKIE = SignedCookie("group", "/your-experience/group", HeldGroup, "a group in a browser", "Strict")
