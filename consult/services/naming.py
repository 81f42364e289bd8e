"""Give a theme the name that people know it by; the machine's own name is kept beside it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import Theme
from consult.models.staff import Staff
from consult.services import auditing

LONGEST_NAME = 120
FORMER_STAFF = "somebody who has left"


@dataclass(frozen=True)
class GivenName:
    """Who gave a theme its name, and when. is_carried: it was given in an earlier run and goes on."""

    author: str
    at: datetime
    is_carried: bool
    proposed: str


def find_given_name(session: Session, theme: Theme) -> GivenName | None:
    """Who named a theme; None where it has the machine's name."""
    if theme.renamed_at is None:
        return None
    staff = session.get(Staff, theme.renamed_by_id) if theme.renamed_by_id else None
    author = (staff.name or staff.email) if staff else FORMER_STAFF
    is_carried = theme.renamed_at < theme.run.started_at
    proposed = theme.proposed_label or ""
    return GivenName(author, theme.renamed_at, is_carried, "" if proposed == theme.label else proposed)


def rename_theme(session: Session, theme: Theme, label: str, *, staff_id: str, now: datetime) -> Theme:
    """Rename a theme. Raises: Conflict (C403) for a name that is empty or too long."""
    name = check_name(label)
    before, theme.label = theme.label if theme.renamed_at else theme.key, name
    theme.renamed_by_id, theme.renamed_at = staff_id, now
    session.flush()
    auditing.record(
        session,
        actor=staff_id,
        action="theme renamed",
        subject_kind="theme",
        subject_id=theme.id,
        details={"from": before, "to": name},
        now=now,
    )
    return theme


def check_name(label: str) -> str:
    """Return a name on one line. Raises: Conflict (C403) for one that is empty or too long."""
    name = " ".join(label.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Conflict("C403", most=LONGEST_NAME)
    return name
