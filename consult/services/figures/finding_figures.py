"""Published figures that are kept: every table, one version of it, and the councils they can be about."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.errors import NotFound
from consult.models.figures import FigureTable, FigureVersion
from consult.models.region import Organisation
from consult.services.region.council_tiers import SECTORS
from consult.services.region.matching_councils import CouncilMatcher


def list_councils(session: Session) -> Sequence[Organisation]:
    """The councils of the directory, by name."""
    wanted = select(Organisation).options(selectinload(Organisation.sub_region))
    return session.scalars(wanted.where(Organisation.sector.in_(SECTORS)).order_by(Organisation.name)).all()


def make_matcher(session: Session) -> CouncilMatcher:
    """What finds the councils of the directory in a table; needs no database afterwards."""
    return CouncilMatcher(list_councils(session))


def list_tables(session: Session) -> Sequence[FigureTable]:
    """Every table with its versions, by title."""
    wanted = select(FigureTable).options(selectinload(FigureTable.versions))
    return session.scalars(wanted.order_by(FigureTable.title, FigureTable.key)).all()


def get_version(session: Session, key: str, number: int | None = None) -> FigureVersion:
    """One version of a table; the one in use without a number. Raises: NotFound (C760)."""
    table = session.scalars(select(FigureTable).where(FigureTable.key == key)).one_or_none()
    found = [one for one in table.versions if number in (None, one.number)] if table else []
    if not found:
        raise NotFound("C760", found=f"{key}{f', version {number}' if number else ''}")
    return found[-1]


def make_key(title: str) -> str:
    """A key for a table from its title."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or "table"
