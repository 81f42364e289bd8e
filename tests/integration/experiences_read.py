"""What can be read of experiences at this moment, by whom, and what is then on record."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.concern import Concern
from consult.models.consent import Use
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.concerns.concerning import ConcernDetails, read_concern
from consult.services.experiences.conversing import may_converse
from consult.services.keys.key_keeping import StoredKeys
from consult.services.permissions.reading import read_answers, read_excerpts
from consult.vocabulary import Purpose, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.integration.saved_installation import QUESTION


@dataclass(frozen=True)
class Passage:
    """The first letters of an experience, to be quoted."""

    response_id: str
    start: int = 0
    end: int = 2
    id: str = "e1"
    question_id: str = QUESTION
    revision_id: str | None = None


def count(session: Session, keys: StoredKeys) -> tuple[int, int]:
    given: dict[str, Any] = {"use_kind": UseKind.ANALYSIS, "subject_id": "run", "now": NOW}
    found = read_answers(session, SYSTEM, select(Response), purpose=Purpose.ANALYSE, keys=keys, **given)
    return session.query(Response).count(), len(found.respondents) + len(found.left_out)


def read_concerns(session: Session, keys: StoredKeys) -> dict[str, object]:
    """What each says, or why it does not open."""
    read = partial(read_concern, session, SYSTEM, keys=keys.source, now=NOW)
    found = {row.id: read(row) for row in session.scalars(select(Concern))}
    return {id: one.reason if isinstance(one, ConcernDetails) else one for id, one in found.items()}


def find_contacted(ids: list[str], session: Session) -> set[str]:
    """Whose people may be written to."""
    found = session.scalars(select(Response).where(Response.id.in_(ids))).all()
    return {one.id for one in found if may_converse(session, one, today=TODAY)}


def use_all(
    ids: list[str], viewer: Viewer, session: Session, keys: StoredKeys
) -> tuple[set[str], set[str], set[tuple[str, UseKind]]]:
    """Which of them this viewer could read, and quote; and the uses that are then on record."""
    given: dict[str, Any] = {"subject_id": "any", "now": NOW, "keys": keys}
    asked = select(Response).where(Response.id.in_(ids))
    found = read_answers(session, viewer, asked, purpose=Purpose.ANALYSE, use_kind=UseKind.ANALYSIS, **given)
    passages = [Passage(one, id=one) for one in ids]
    quoted = read_excerpts(session, viewer, passages, use_kind=UseKind.DRAFT, **given).filled
    uses = {(one.response_id, one.kind) for one in session.scalars(select(Use))}
    return {row.response_id for row in found.rows}, set(quoted), uses
