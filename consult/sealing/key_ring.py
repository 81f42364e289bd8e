"""The partnership's private keys that a holder's secret opens: the current one and those retiring."""

from dataclasses import dataclass

from consult.sealing.keys import AccountKey, PartnershipKey, fingerprint_of, unwrap_account_key


@dataclass(frozen=True)
class KeyRing:
    """The current key, and the keys before it of which locked experiences may still be left."""

    current: PartnershipKey
    retiring: tuple[PartnershipKey, ...] = ()

    @property
    def keys(self) -> tuple[PartnershipKey, ...]:
        """Every key, the current one first."""
        return (self.current, *self.retiring)

    def unwrap(self, wrapped: bytes) -> AccountKey:
        """Unlock an account's key with the key it was wrapped for. Raises WrongKey or SealBroken."""
        wanted = fingerprint_of(wrapped)
        fitting = (key for key in self.keys if key.public_key.fingerprint == wanted)
        return unwrap_account_key(wrapped, next(fitting, self.current))

    def forget(self) -> None:
        """Overwrite every key."""
        for key in self.keys:
            key.forget()
