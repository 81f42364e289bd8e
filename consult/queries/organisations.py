"""Organisations of the directory, filtered and sorted: what the Region page lists."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from consult.models.region import Contact, Organisation, SubRegion
from consult.vocabulary import Sector, Standing

DEFAULT_ORDER = "name"


@dataclass(frozen=True)
class Directory:
    """Which organisations, and in which order. Empty means any; `words` is part of a name."""

    words: str = ""
    sector: Sector | None = None
    standing: Standing | None = None
    sub_region_key: str = ""
    order: str = DEFAULT_ORDER
    is_descending: bool = False


def list_directory(session: Session, wanted: Directory) -> list[Organisation]:
    """List the organisations with sub-region and contacts; ties by name."""
    return list(session.scalars(select_directory(wanted)).unique())


def select_directory(wanted: Directory) -> Select[Organisation]:
    """Select the organisations asked for."""
    contacts = select(func.count(Contact.id)).where(Contact.organisation_id == Organisation.id)
    orders: dict[str, Any] = {
        "name": func.lower(Organisation.name),
        "sector": Organisation.sector,
        "standing": Organisation.standing,
        "sub_region": SubRegion.name,
        "contacts": contacts.scalar_subquery(),
    }
    chosen = orders.get(wanted.order, orders[DEFAULT_ORDER])
    first = chosen.desc() if wanted.is_descending else chosen.asc()
    return (
        select(Organisation)
        .outerjoin(Organisation.sub_region)
        .where(*_list_conditions(wanted))
        .options(selectinload(Organisation.contacts), selectinload(Organisation.sub_region))
        .order_by(first, func.lower(Organisation.name), Organisation.key)
    )


def _list_conditions(wanted: Directory) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.words:
        asked.append(func.lower(Organisation.name).contains(wanted.words.lower(), autoescape=True))
    if wanted.sector:
        asked.append(Organisation.sector == wanted.sector)
    if wanted.standing:
        asked.append(Organisation.standing == wanted.standing)
    if wanted.sub_region_key:
        asked.append(SubRegion.key == wanted.sub_region_key)
    return asked
