"""Which worker does what: only one with the desk role speaks to the key agent and opens experiences."""

from enum import StrEnum

from consult.services.jobs.claiming import Taking
from consult.services.keys.key_keeping import AccountKeySource


class WorkerRole(StrEnum):
    """The two kinds of job are apart, so that two workers never want the same one unless both may do it.

    `keyless` says the one thing that matters of such a worker: no key ever reaches it.
    """

    ALL = "all"
    DESK = "desk"
    KEYLESS = "keyless"

    @property
    def may_open(self) -> bool:
        """Whether it may ask the key agent, and so run the jobs that need the keys."""
        return self is not WorkerRole.KEYLESS

    @property
    def is_rung(self) -> bool:
        """Whether it answers the doorbell and runs every job that does not wait for the keys.

        A desk worker does neither: nobody rings for what waits for the keys, so it can lose nobody's ring.
        """
        return self is not WorkerRole.DESK

    def choose(self, keys: AccountKeySource | None) -> Taking:
        """Which jobs it may take at this moment. keys: None for a worker that may not open experiences."""
        return Taking(without_keys=self.is_rung, with_keys=keys is not None and keys.is_unlocked())
