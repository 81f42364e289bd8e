"""Key pairs of groups, corrections and concerns: what is sealed to one half only the other opens.

A sealed box shows neither who sealed it nor for whom: a group's entries are found among all only by trying.
"""

import hmac
import json
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from consult.sealing.errors import SealBroken
from consult.sealing.hidden import Hidden
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import SealingKey, open_sealed, seal
from consult.sealing.places import place_of_group_key

STEP_BYTES = 256
"""What is sealed is filled up to steps of this size, so that a box does not tell how long a label is."""


class BoxKey(Hidden):
    """A private half: of a group, of one account's corrections, or of whom one concern is kept from."""

    @property
    def public(self) -> bytes:
        """The half that only seals."""
        return bytes(PrivateKey(self.reveal()).public_key)


def new_group_key() -> BoxKey:
    """Make a group's key pair at random."""
    return BoxKey(bytes(PrivateKey.generate()))


def lock_group_key(number_key: SealingKey, group_key: BoxKey, group_id: str) -> bytes:
    """Lock a group's private half under what its number gives."""
    return seal(number_key, group_key.reveal(), place_of_group_key(group_id))


def unlock_group_key(number_key: SealingKey, locked: bytes, group_id: str) -> BoxKey:
    """Unlock it. Raises: SealBroken."""
    return BoxKey(open_sealed(number_key, locked, place_of_group_key(group_id)))


def derive_correction_key(account_key: AccountKey) -> BoxKey:
    """The pair for corrections of one account: whoever opens the account has the private half too."""
    return BoxKey(hmac.digest(account_key.reveal(), b"consult.correction.v1", "sha256"))


def derive_list_key(concern_key: AccountKey) -> BoxKey:
    """The pair for whom one concern is kept from: whoever opens the concern has the private half too."""
    return BoxKey(hmac.digest(concern_key.reveal(), b"consult.concern.kept-away.v1", "sha256"))


def seal_to(public: bytes, content: Any) -> bytes:
    """Seal a JSON value so that only the private half opens it."""
    text = json.dumps(content, ensure_ascii=True, sort_keys=True).encode("ascii")
    filled = text + b" " * (-len(text) % STEP_BYTES)
    return bytes(SealedBox(PublicKey(public)).encrypt(filled))


def open_from(key: BoxKey, sealed: bytes) -> Any:
    """Open what was sealed to this pair. Raises: SealBroken for another's, or for damage."""
    try:
        return json.loads(SealedBox(PrivateKey(key.reveal())).decrypt(sealed))
    except (CryptoError, ValueError):
        raise SealBroken() from None
