"""Give a theme the name that people know it by; the machine's own name is kept in the audit record."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import Theme
from consult.services import auditing

LONGEST_NAME = 120


def rename_theme(session: Session, theme: Theme, label: str, *, staff_id: str, now: datetime) -> Theme:
    """Rename a theme. Raises: Conflict (C403) for a name that is empty or too long."""
    name = " ".join(label.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Conflict("C403", most=LONGEST_NAME)
    before, theme.label, theme.renamed_by_id = theme.label, name, staff_id
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
