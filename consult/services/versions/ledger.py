"""The ledger of an exact version: each place that gives less than when it was made, in the order it was seen.

What is in it stays in it: a permission given anew brings no word back into a version that was made before.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.draft_kinds import WithdrawnKind
from consult.models.versions import DraftVersion, VersionWithdrawal


@dataclass(frozen=True)
class Spot:
    """A block of a version: the key of its section, and its place there, from 0."""

    section_key: str
    place: int


def note(
    session: Session,
    version: DraftVersion,
    spot: Spot,
    kind: WithdrawnKind,
    *,
    today: date | None,
    at_most: int | None = None,
) -> None:
    """Note that a place gives less, once. today: None where the day is not known; whoever sees it first says.

    at_most: how closely a quotation may still be described; it only ever goes down.
    """
    found = find_noted(version, spot, kind)
    if found is None:
        row = VersionWithdrawal(kind=kind, at_most=at_most, since_on=today, **vars(spot))
        row.number = len(version.withdrawals) + 1
        version.withdrawals.append(row)
    elif at_most is not None and (found.at_most is None or at_most < found.at_most):
        found.at_most = at_most
    session.flush()


def find_noted(version: DraftVersion, spot: Spot, kind: WithdrawnKind) -> VersionWithdrawal | None:
    """What the ledger has of a place, if anything."""
    rows = (one for one in version.withdrawals if one.kind is kind)
    return next((one for one in rows if (one.section_key, one.place) == (spot.section_key, spot.place)), None)


def date_notes(version: DraftVersion, *, today: date) -> None:
    """Give a day to what was noted without one."""
    for one in version.withdrawals:
        one.since_on = one.since_on or today
