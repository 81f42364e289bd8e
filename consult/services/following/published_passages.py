"""Which passages stand on public pages now: whoever may not read a draft's quotations may read these."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.consultation import Consultation
from consult.models.outcome import Outcome
from consult.models.published import PublishedQuotation
from consult.models.response import Answer
from consult.models.versions import DraftVersion
from consult.services.experiences.judging_quotations import Passage
from consult.services.following.published_versions import find_public_version, find_published
from consult.services.versions.version_bodies import read_body


def find_published_passages(session: Session) -> set[Passage]:
    """Passages of answers as they stood in a version whose public page is open, unless changed since."""
    wanted = (
        select(PublishedQuotation, DraftVersion)
        .join(DraftVersion, DraftVersion.id == PublishedQuotation.version_id)
        .join(Outcome, Outcome.consultation_id == DraftVersion.consultation_id)
        .where(Outcome.published_at.is_not(None))
    )
    spots: dict[str, set[tuple[str, int]]] = {}
    versions: dict[str, DraftVersion] = {}
    for one, version in session.execute(wanted):
        spots.setdefault(version.id, set()).add((one.section_key, one.place))
        versions[version.id] = version
    shown = [one for one in versions.values() if _is_open(session, one)]
    return {passage for one in shown for passage in _list_standing(session, one, spots[one.id])}


def _is_open(session: Session, version: DraftVersion) -> bool:
    home = session.get_one(Consultation, version.consultation_id)
    return find_published(session, home) is not None and find_public_version(session, home.id) is version


def _list_standing(session: Session, version: DraftVersion, spots: set[tuple[str, int]]) -> list[Passage]:
    quoted = {
        Passage(**vars(block.excerpt)): section.quotations[block.id].revision_id
        for section in read_body(version.body).sections
        for place, block in enumerate(section.blocks)
        if isinstance(block, Quotation) and (section.key, place) in spots
    }
    columns = (Answer.response_id, Answer.question_id, Answer.head_revision_id)
    rows = session.execute(
        select(*columns).where(Answer.response_id.in_({one.response_id for one in quoted}))
    )
    heads = {(response_id, question_id): head for response_id, question_id, head in rows}
    return [one for one, text in quoted.items() if heads.get((one.response_id, one.question_id)) == text]
