"""Which decision of a forum stands, every one about a version, and what of a file rests on one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.attachments import AttachedFile
from consult.models.carrying import CarriedMaterial
from consult.models.positions import SectionPosition
from consult.models.signing import ForumTerms, SignOff
from consult.models.submissions import Submission


def find_standing_sign_off(session: Session, consultation_id: str) -> SignOff | None:
    """The one decision that stands for a consultation's response, if any."""
    wanted = select(SignOff).where(SignOff.consultation_id == consultation_id, SignOff.is_standing.is_(True))
    return session.scalars(wanted).one_or_none()


def list_sign_offs(session: Session, consultation_id: str) -> Sequence[SignOff]:
    """Every decision about a consultation's response, also refused and undone, the latest first."""
    wanted = select(SignOff).where(SignOff.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(SignOff.recorded_at.desc(), SignOff.id)).all()


def require_unnamed(session: Session, file: AttachedFile) -> None:
    """Raises: Conflict (C550) where a decision, position, terms, sending or confirmation rest on a file."""
    kinds = (SignOff, SectionPosition, ForumTerms, Submission, CarriedMaterial)
    columns = (*(one.file_id for one in kinds), CarriedMaterial.ended_file_id)
    if any(session.scalar(select(one).where(one == file.id).limit(1)) for one in columns):
        raise Conflict("C550", name=file.name)
