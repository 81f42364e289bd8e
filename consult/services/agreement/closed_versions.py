"""What was before a decision about a version and what came after: who was asked, what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from consult.models.circulating import Circulated
from consult.models.positions import SectionPosition
from consult.services.days import find_day


@dataclass(frozen=True)
class Closed:
    """The day of a decision about a version, and when it was recorded: what comes after either is later."""

    on: date
    at: datetime

    def is_after(self, instant: datetime) -> bool:
        """Whether this was later than the decision."""
        return find_day(instant) > self.on or instant > self.at

    def is_late(self, said: SectionPosition) -> bool:
        """Whether this was said later than the decision; of one that staff record the day it was said tells.

        Where that day was not kept, whoever decided had the file if it was recorded before the decision was.
        """
        if said.said_on is not None:
            return said.said_on > self.on
        return said.given_at > self.at if said.recorded_by_name else self.is_after(said.given_at)


def find_order(said: SectionPosition) -> tuple[date, int]:
    """What is sorted by: the day on which it was said, which staff may record late, then as it was kept."""
    return said.said_on or find_day(said.given_at), said.number


def list_standing_rows(
    rows: Iterable[SectionPosition], closed: Closed | None = None
) -> Iterator[SectionPosition]:
    """Positions less those that staff recorded again from the same file, alike but for the day: corrected.

    closed: a decision. What was said by then stays, though it is corrected afterwards to a later day.
    """
    given = sorted(rows, key=lambda one: one.number)
    alike: dict[object, list[SectionPosition]] = {}
    for one in given:
        alike.setdefault(_name(one), []).append(one)
    return (one for one in given if not any(_replaces(new, one, closed) for new in alike[_name(one)]))


def is_corrected_out(said: SectionPosition, of_body: Iterable[SectionPosition], closed: Closed) -> bool:
    """Whether this is said to be later than a decision of what the same file said to be by then."""
    return any(_name(one) == _name(said) and _takes_out(said, one, closed) for one in of_body)


def _replaces(new: SectionPosition, old: SectionPosition, closed: Closed | None) -> bool:
    return new.number > old.number and not (closed and _takes_out(new, old, closed))


def _takes_out(new: SectionPosition, old: SectionPosition, closed: Closed) -> bool:
    was_on_record = old.given_at <= closed.at < new.given_at
    return was_on_record and closed.is_late(new) and not closed.is_late(old)


def _name(said: SectionPosition) -> object:
    """What is the same in a position and in one that corrects its day; nothing where it was given itself."""
    if said.file_id is None:
        return said.id
    same = (said.circulated_id, said.section_key, said.file_id, said.stance, said.words)
    return (*same, said.authority, said.approved_by, said.approved_on)


def was_asked(row: Circulated, closed: Closed | None) -> bool:
    """Whether a link was made for it, by the decision if there was one; not where staff recorded all it said.

    One that was taken back before anybody opened it was a mistake, unless it was open as it was decided.
    """
    if closed is None:
        return row.link_hash is not None or row.opened_at is not None
    if row.opened_at is not None and not closed.is_after(row.opened_at):
        return True
    is_begun = not closed.is_after(row.made_at)
    if row.revoked_at is None:
        return is_begun and row.link_hash is not None
    again = row.asked_again_at if row.link_hash is not None else None
    return (is_begun and closed.is_after(row.revoked_at)) or not (again is None or closed.is_after(again))
