"""What became of the response to the fictional earlier consultation: what there is of it, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.draft import Section
from consult.models.staff import Staff
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import Viewer
from consult.services.days import HERE
from consult.services.drafts.editing import find_standing, save_section
from consult.services.process.keeping_process import Told, keep_process
from consult.services.process.reading_returns import find_read_by, mark_read
from consult.services.returns.revising import Author
from consult.services.sample.sampling import MoveDate
from consult.services.sample.sampling_region import SAMPLE, read_toml
from consult.services.sample.sampling_words import see_as

MORNING = time(10)


@dataclass(frozen=True)
class Course:
    """The table of what happened, the consultation, and the manager who did it. move: dates of the table."""

    table: dict[str, Any]
    consultation: Consultation
    viewer: Viewer
    author: Author
    move: MoveDate

    def at(self, day: date) -> datetime:
        """The moment at which something of that day happened."""
        return datetime.combine(self.move(day), MORNING, HERE)


def read_course(session: Session, consultation: Consultation, move: MoveDate) -> Course:
    """Read the table, with the eyes of its manager."""
    table = read_toml(SAMPLE / "response.toml")
    viewer = see_as(session, table["manager"])
    staff = session.get_one(Staff, viewer.staff_id)
    return Course(table, consultation, viewer, Author(staff.id, staff.name), move)


def account_for(session: Session, course: Course, returns: list[Any], *, now: datetime) -> int:
    """Say how the consultation was run, and that each of these returns was read; how many that are."""
    said = dict(course.table["process"])
    days = {name: course.move(day) for name, day in said.items() if isinstance(day, date)}
    by: dict[str, Any] = {"author": course.author, "now": now}
    told = Told(**{**said, **days})
    keep_process(session, course.viewer, course.consultation, told, **by)
    for one in returns:
        mark_read(session, course.viewer, one, find_read_by(session, one.id).mark, **by)
    return len(returns)


def write_into_draft(session: Session, course: Course, *, now: datetime) -> Section:
    """Put the manager's own words at the end of a section."""
    written = course.table["written"]
    draft = get_latest_draft(session, course.consultation.id)
    section = get_section(draft, written["section"])
    standing = find_standing(session, section).version
    given: dict[str, Any] = {"parent_id": standing.revision_id, "author": course.author, "now": now}
    save_section(session, section, f"{standing.text}\n\n{written['text']}", reason=written["reason"], **given)
    return section
