"""With whom an experience may be shared: only those whom the consultation's data-protection file names."""

from sqlalchemy.orm import Session


def list_recipients(session: Session, consultation_id: str) -> list[str]:  # noqa: ARG001 - asked of the file
    """Their names, in the order of the file; without any, sharing is not asked for."""
    return []
