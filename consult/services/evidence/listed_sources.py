"""The lists that statements are put in from, as managers of full standing see them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, NotFound
from consult.models.draft_kinds import AttachedKind
from consult.models.sources import Ask, PartnerFact, Source
from consult.queries.viewer import Viewer
from consult.services.consultations.attaching import list_attached
from consult.services.evidence.cited_keys import FACT, POSITION, SOURCE
from consult.vocabulary import Standing

Row = Source | PartnerFact | Ask
MODELS: Mapping[str, type[Row]] = {SOURCE: Source, FACT: PartnerFact, POSITION: Ask}


def get_listed(session: Session, viewer: Viewer, consultation_id: str, name: str, number: int) -> Row:
    """One statement of a list. Raises: AccessDenied (C101), NotFound (C102)."""
    require_full(viewer)
    model = MODELS.get(name)
    if model is None:
        raise NotFound("C102")
    wanted = select(model).filter_by(consultation_id=consultation_id, number=number, removed_at=None)
    row: Any = session.scalars(wanted).one_or_none()
    if not isinstance(row, model):
        raise NotFound("C102")
    return row


def list_listed(session: Session, viewer: Viewer, consultation_id: str) -> dict[str, Sequence[Any]]:
    """Every list by its name, in the order of its numbers. Raises: AccessDenied (C101)."""
    require_full(viewer)
    of_this = {"consultation_id": consultation_id, "removed_at": None}
    return {
        name: session.scalars(select(model).filter_by(**of_this).order_by(model.number)).all()
        for name, model in MODELS.items()
    }


def list_source_files(session: Session, viewer: Viewer, consultation_id: str) -> list[tuple[str, str]]:
    """The id and the name of each file that a source may name."""
    files = list_attached(session, viewer, consultation_id)
    return [(one.id, one.name) for one in files if one.kind is AttachedKind.SOURCE]


def require_full(viewer: Viewer) -> None:
    """Raise AccessDenied (C101) for somebody of no full standing."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
