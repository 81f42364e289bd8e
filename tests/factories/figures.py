"""A table of published figures of a region, kept as its first version."""

from datetime import date

from sqlalchemy.orm import Session

from consult.models.figure_kinds import FigureTopic
from consult.services.figures.finding_figures import make_matcher
from consult.services.figures.keeping_figures import FigureSource, keep_figures
from consult.services.figures.reading_figures import read_figures
from consult.services.imports.table_files import read_table
from consult.vocabulary import Sector
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation

KEY = "support"


def make_figures(session: Session) -> None:
    """One council with its number, from a file with two rows."""
    make_organisation(session, key="ostley", name="Ostley", sector=Sector.LOCAL_AUTHORITY_LOWER)
    rows = b"council,code,period,people\nOstley,,2026-03-31,12\nOstley,,2026-06-30,9\n"
    source = FigureSource(KEY, "Support", FigureTopic.DISPERSAL, "An office", date(2026, 7, 1))
    report = read_figures(read_table("figures.csv", rows), make_matcher(session))
    keep_figures(session, report, source, file_name="figures.csv", digest="0" * 64, actor="staff", now=NOW)
