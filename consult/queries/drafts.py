"""Which draft counts, and its sections; what they quote is read elsewhere."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.draft import Draft, Section


def find_latest_draft(session: Session, consultation_id: str) -> Draft | None:
    """The draft that was built last, if any."""
    wanted = select(Draft).where(Draft.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(Draft.number.desc())).first()


def get_latest_draft(session: Session, consultation_id: str) -> Draft:
    """The draft that was built last. Raises: NotFound (C501)."""
    draft = find_latest_draft(session, consultation_id)
    if draft is None:
        raise NotFound("C501")
    return draft


def get_section(draft: Draft, key: str) -> Section:
    """One section of a draft. Raises: NotFound (C102)."""
    found = next((section for section in draft.sections if section.key == key), None)
    if found is None:
        raise NotFound("C102")
    return found
