"""Which drafts used somebody's words, from the record of uses: of their own consultation, and of others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from consult.models.consent import Use
from consult.models.draft import Draft, Section
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.drafts import find_latest_draft
from consult.services.days import find_day
from consult.services.following.finding_submissions import find_last_sent


def list_latest_drafts(session: Session, response: Response) -> list[Draft]:
    """The latest draft of its own consultation, and of each other one whose drafts used its words."""
    used = select(Use.subject_id).where(Use.response_id == response.id)
    own = select(Draft.consultation_id).where(Draft.id.in_(used))
    shown = select(Draft.consultation_id).join(Section).where(Section.id.in_(used))
    others = {*session.scalars(own), *session.scalars(shown)} - {response.consultation_id}
    found = (find_latest_draft(session, id) for id in (response.consultation_id, *sorted(others)))
    return [one for one in found if one is not None]


@dataclass(frozen=True)
class SentDraft:
    """The draft that went to government, and on which day. version: exactly which text of it, where kept."""

    draft: Draft
    sent_on: date
    version: DraftVersion | None = None


def find_sent_draft(session: Session, consultation_id: str) -> SentDraft | None:
    """The draft of the version that was sent last; where none is kept, the latest one on that day."""
    sent = find_last_sent(session, consultation_id)
    if sent is None:
        return None
    if sent.version is not None:
        return SentDraft(session.get_one(Draft, sent.version.draft_id), sent.sent_on, sent.version)
    wanted = select(Draft).where(Draft.consultation_id == consultation_id).order_by(Draft.number.desc())
    made = (one for one in session.scalars(wanted) if find_day(one.created_at) <= sent.sent_on)
    draft = next(made, None)
    return SentDraft(draft, sent.sent_on) if draft else None


def list_homes(response: Response, drafts: Iterable[Draft]) -> list[str]:
    """The consultations that the words are told in: their own first, then those of these drafts."""
    others = {one.consultation_id for one in drafts} - {response.consultation_id}
    return [response.consultation_id, *sorted(others)]


def find_drafts(session: Session, response_id: str) -> dict[str, int]:
    """Drafts that were made from the words, and those of which a page quoted them."""
    used = select(Use.subject_id).where(Use.response_id == response_id)
    own = select(Draft.id, Draft.number).where(Draft.id.in_(used))
    shown = select(Draft.id, Draft.number).join(Section).where(Section.id.in_(used))
    return {row[0]: row[1] for wanted in (own, shown) for row in session.execute(wanted)}


def list_versions_quoting(session: Session, response_id: str) -> list[int]:
    """The numbers of the exact versions that refer to words of a response, withdrawn or not."""
    named = cast(DraftVersion.body, Text).contains(response_id)
    return list(session.scalars(select(DraftVersion.number).where(named).order_by(DraftVersion.number)))
