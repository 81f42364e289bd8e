"""Figures that a draft cites: chosen by staff, looked up at each building, marked when they change."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.drafting.material import RegionalFact
from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.figures import FigureCitation, FigureTable, FigureVersion
from consult.services import auditing
from consult.services.figures.finding_figures import get_version, list_councils
from consult.services.figures.looking_up_figures import Chosen, find_cell


def cite(
    session: Session, consultation: Consultation, table: str, chosen: Chosen, *, actor: str, now: datetime
) -> FigureCitation:
    """Have the consultation's draft give a figure, from its next building on; the same twice is one.

    Raises: NotFound (C760) where there is no number.
    """
    version = get_version(session, table, chosen.pinned)
    if find_cell(list_councils(session), version, chosen) is None:
        raise NotFound("C760", found=f"{table}, {chosen.place}, {chosen.period}, {chosen.measure}")
    same = (FigureCitation.consultation_id == consultation.id, FigureCitation.table_id == version.table_id)
    about = {"place": chosen.place, "period": chosen.period, "measure": chosen.measure}
    found = session.scalars(select(FigureCitation).where(*same).filter_by(**about)).one_or_none()
    if found is None:
        found = FigureCitation(consultation_id=consultation.id, table_id=version.table_id, **about)
        session.add(found)
    found.pinned, found.cited_at = chosen.pinned, now
    session.flush()
    _audit(session, "figure cited", found, actor, now)
    return found


def uncite(session: Session, citation_id: str, *, actor: str, now: datetime) -> None:
    """Have the next draft no longer give a figure. Raises: NotFound (C760)."""
    found = session.get(FigureCitation, citation_id)
    if found is None:
        raise NotFound("C760", found=citation_id)
    _audit(session, "figure no longer cited", found, actor, now)
    session.delete(found)
    session.flush()


def list_citations(
    session: Session, *, consultation_id: str = "", table_id: str = ""
) -> list[FigureCitation]:
    """What is cited, of one consultation or table, in the order it was chosen."""
    order = ("cited_at", "place", "period", "measure", "id")
    wanted = select(FigureCitation).order_by(*(getattr(FigureCitation, name) for name in order))
    asked = {"consultation_id": consultation_id, "table_id": table_id}
    return list(session.scalars(wanted.filter_by(**{name: key for name, key in asked.items() if key})))


def list_facts(session: Session, consultation_id: str) -> tuple[RegionalFact, ...]:
    """The figures for a draft, each with its table's version; those without a number now are left out."""
    facts = []
    cited = list_citations(session, consultation_id=consultation_id)
    directory = list_councils(session) if cited else []
    for one in cited:
        version = get_version(session, one.table.key, one.pinned)
        chosen = Chosen(one.place, one.period, one.measure, one.pinned)
        cell = find_cell(directory, version, chosen)
        facts += [RegionalFact("", one.id, cell)] if cell else []
    return tuple(facts)


def mark_figures(session: Session, consultation_id: str) -> list[list[object]]:
    """What a draft's figures rest on: its citations, and the latest version of each table cited."""
    latest = (
        select(FigureVersion.table_id, func.max(FigureVersion.number).label("number"))
        .group_by(FigureVersion.table_id)
        .subquery()
    )
    wanted = (
        select(FigureCitation.id, FigureCitation.pinned, FigureTable.key, latest.c.number)
        .join(FigureTable, FigureTable.id == FigureCitation.table_id)
        .join(latest, latest.c.table_id == FigureTable.id)
        .where(FigureCitation.consultation_id == consultation_id)
        .order_by(FigureCitation.id)
    )
    return [list(row) for row in session.execute(wanted)]


def _audit(session: Session, action: str, one: FigureCitation, actor: str, now: datetime) -> None:
    details = {"place": one.place, "period": one.period, "measure": one.measure}
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="consultation",
        subject_id=one.consultation_id,
        details=details,
        now=now,
    )
