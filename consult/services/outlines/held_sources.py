"""Published sources that speak to a question, of this consultation and of others, while they are in date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.sources import Source
from consult.services.outlines.earlier_consultations import is_recent
from consult.services.outlines.outline_values import HeldSource

Row = tuple[Source, Consultation]


@dataclass(frozen=True)
class HeldSources:
    """The sources that are in date, the latest looked at first. home_id: of the consultation outlined."""

    home_id: str
    rows: Sequence[Row]

    def list_about(self, question_id: str, tags: Collection[str]) -> list[HeldSource]:
        """Those that speak to a question, or to one of these tags."""
        return [
            _describe(source, home, is_own=home.id == self.home_id)
            for source, home in self.rows
            if question_id in source.about_questions or set(source.about_tags) & set(tags)
        ]


def find_sources(session: Session, consultation: Consultation, *, today: date) -> HeldSources:
    """The sources on the lists of consultations of this kind; what is made up serves only what is made up."""
    wanted = select(Source, Consultation).join(Consultation, Consultation.id == Source.consultation_id)
    of_kind = (Consultation.is_fictional.is_(consultation.is_fictional), Source.removed_at.is_(None))
    rows = session.execute(wanted.where(*of_kind)).all()
    kept = [(source, home) for source, home in rows if is_in_date(source, today=today)]
    return HeldSources(consultation.id, sorted(kept, key=lambda pair: _order(pair, consultation.id)))


def is_in_date(source: Source, *, today: date) -> bool:
    """Until its last day where it has one; else if somebody looked at it lately. Without a day it is not."""
    if source.valid_until_on is not None:
        return today <= source.valid_until_on
    return is_recent(source.looked_at_on, today=today)


def _order(row: Row, home_id: str) -> tuple[bool, int, str, int]:
    """Its own first, then the latest that somebody looked at."""
    source, home = row
    looked_at = source.looked_at_on.toordinal() if source.looked_at_on else 0
    return home.id != home_id, -looked_at, home.slug, source.number


def _describe(source: Source, home: Consultation, *, is_own: bool) -> HeldSource:
    title = str(home.title.get("en") or home.slug)
    cited = (source.publisher, source.title, source.published, source.said)
    days = (source.looked_at_on, source.valid_until_on)
    return HeldSource(home.slug, title, source.number, *cited, *days, "" if is_own else source.id)
