"""The demonstration's fictional published figures, taken in the way a file of a region's own would be."""

import hashlib
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.models.figure_kinds import FigureTopic
from consult.services import auditing
from consult.services.figures.finding_figures import make_matcher
from consult.services.figures.keeping_figures import FigureSource, keep_figures
from consult.services.figures.reading_figures import read_figures
from consult.services.imports.table_files import read_table_file
from consult.services.sample.sampling_region import SAMPLE

FILE = SAMPLE / "figures.csv"
SOURCE = FigureSource(
    key="asylum-support",
    title="Asylum support (fictional)",
    topic=FigureTopic.ASYLUM_SUPPORT,
    source="Fictional Office for Arrivals, table 11 (fictional)",
    published_on=date(2026, 8, 27),
    is_fictional=True,
)


def load_figures(session: Session, *, now: datetime) -> int:
    """Put the fictional figures in place; returns how many there are."""
    report = read_figures(read_table_file(FILE), make_matcher(session))
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    keep_figures(session, report, SOURCE, file_name=FILE.name, digest=digest, actor=auditing.SYSTEM, now=now)
    return len(report.cells)
