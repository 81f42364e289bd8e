"""What a paper about a consultation says of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services.region.setting_up import find_partnership


@dataclass(frozen=True)
class AboutPaper:
    """The consultation's title and short name, and whose paper it is."""

    title: str
    slug: str
    partnership: str


def describe_paper(session: Session, consultation: Consultation) -> AboutPaper:
    """Describe it in English."""
    region = find_partnership(session)
    title = str(consultation.title.get("en") or consultation.slug)
    return AboutPaper(title, consultation.slug, region.name if region else "")
