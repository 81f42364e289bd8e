"""What everybody may read of an outcome now: what was asked, what was said, what was done and replied."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import Counted
from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.outcome import Outcome
from consult.models.versions import DraftVersion
from consult.queries.viewer import PUBLISHED
from consult.services.consultations.concluding import find_outcome
from consult.services.consultations.consulting import get_consultation
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing
from consult.services.following.choosing_published import find_chosen
from consult.services.following.finding_submissions import find_sent_on
from consult.services.following.public_quotations import PublicQuotation, show_chosen
from consult.services.following.published_versions import find_public_version, find_published
from consult.services.following.showing_asks import ShownAsk, show_asks
from consult.services.region.setting_up import find_small_number
from consult.services.versions.version_bodies import read_body
from consult.vocabulary import UseKind

RECEIVED = "returns"
"""The measure of the figure that counts every return received."""


@dataclass(frozen=True)
class PublicOutcome:
    """The page. returns: how many the response rests on, as of `as_of`; none where that is a small number."""

    consultation: Consultation
    outcome: Outcome
    sent_on: date | None
    returns: int | None
    as_of: date | None
    quotations: list[PublicQuotation]
    asks: list[ShownAsk]


def show_published(session: Session, slug: str, *, now: datetime) -> PublicOutcome:
    """The page of a published outcome. Raises: NotFound (C209 no such consultation, C102 not published)."""
    consultation = get_consultation(session, slug)
    if find_published(session, consultation) is None:
        raise NotFound("C102")
    return show_outcome(session, consultation, now=now)


def show_outcome(session: Session, consultation: Consultation, *, now: datetime) -> PublicOutcome:
    """The page as it would read now, published or not; each quotation on it is put on record."""
    version = find_public_version(session, consultation.id)
    return PublicOutcome(
        consultation,
        find_outcome(session, consultation.id) or Outcome(said={}, replied={}, reply_source=""),
        find_sent_on(session, consultation.id),
        _find_returns(session, version) if version else None,
        version.as_of_on if version else None,
        show_chosen(session, version, find_chosen(session, version), now=now) if version else [],
        show_asks(
            session, consultation.id, today=find_day(now), showing=Showing(PUBLISHED, UseKind.PAGE, now)
        ),
    )


def _find_returns(session: Session, version: DraftVersion) -> int | None:
    """The count that the version gives, which stands with its date; it is never counted anew."""
    kept = (one for section in read_body(version.body).sections for one in section.statements.values())
    for one in kept:
        evidence = evidence_from_dict(one.kind, one.evidence)
        figures = evidence.figures if isinstance(evidence, Counted) else ()
        for figure in figures:
            if figure.measure == RECEIVED and not (
                figure.group or figure.question_id or figure.without_campaigns
            ):
                is_enough = figure.count >= find_small_number(session) and not figure.withheld
                return figure.count if is_enough else None
    return None
