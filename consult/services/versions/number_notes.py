"""What the annex on method says of the numbers of a draft, frozen with a version."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notes:
    """What the annex says of the numbers. is_changed: the record has changed since they were compared.

    let_stand: what no longer holds and a named person lets stand, each with who, when and why.
    """

    is_changed: bool
    wrong: tuple[str, ...]
    locked: tuple[str, ...]
    let_stand: tuple[str, ...] = ()
