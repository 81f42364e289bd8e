"""Keep published figures in versions: a later one is in use, an earlier one stays and can be cited."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.figure_kinds import CellState, FigureTopic
from consult.models.figures import FigureCell, FigureTable, FigureVersion
from consult.models.locking import lock_name
from consult.services import auditing
from consult.services.figures.reading_figures import FigureReport


@dataclass(frozen=True)
class FigureSource:
    """Which table a file is a version of, and where it was published."""

    key: str
    title: str
    topic: FigureTopic
    source: str
    published_on: date
    address: str = ""
    counties_include: bool = True
    is_fictional: bool = False


@dataclass(frozen=True)
class KeptFigures:
    """The version that holds the file; not new where the same file was taken in before."""

    version: FigureVersion
    is_new: bool


def keep_figures(
    session: Session,
    report: FigureReport,
    source: FigureSource,
    *,
    file_name: str,
    digest: str,
    without_wrong: bool = False,
    actor: str,
    now: datetime,
) -> KeptFigures:
    """Keep a file as the newest version of its table, all of it or nothing.

    without_wrong: keep it without the rows that are wrong, which stay named in the version.
    Raises: ImportRefused (C755) where rows are wrong and must not be left out.
    """
    if report.wrong and not (without_wrong and report.cells):
        faults = f"{len(report.wrong):,} row{'' if len(report.wrong) == 1 else 's'}"
        raise ImportRefused("C755", faults=faults)
    lock_name(session, f"figures:{source.key}")
    table = _find_or_add(session, source)
    latest = table.versions[-1] if table.versions else None
    if latest is not None and _is_same(latest, source, digest):
        return KeptFigures(latest, is_new=False)
    version = _make_version(report, source, file_name, digest, len(table.versions) + 1, now)
    table.versions.append(version)
    session.flush()
    _audit(session, table, version, actor, now)
    return KeptFigures(version, is_new=True)


def _find_or_add(session: Session, source: FigureSource) -> FigureTable:
    table = session.scalars(select(FigureTable).where(FigureTable.key == source.key)).one_or_none()
    if table is None:
        table = FigureTable(key=source.key)
        session.add(table)
    table.title, table.topic = source.title, source.topic
    return table


def _is_same(latest: FigureVersion, source: FigureSource, digest: str) -> bool:
    told = (latest.digest, latest.source, latest.published_on, latest.counties_include)
    return told == (digest, source.source, source.published_on, source.counties_include)


def _make_version(
    report: FigureReport, source: FigureSource, file_name: str, digest: str, number: int, now: datetime
) -> FigureVersion:
    version = FigureVersion(number=number, file_name=file_name, digest=digest, taken_in_at=now)
    for name in ("source", "published_on", "address", "counties_include", "is_fictional"):
        setattr(version, name, getattr(source, name))
    version.left_out = [asdict(one) for one in report.wrong]
    version.outside = list(report.outside)
    version.cells = [
        FigureCell(
            row=one.row,
            council=one.council,
            given=one.given,
            period=one.period.label,
            starts_on=one.period.starts_on,
            ends_on=one.period.ends_on,
            measure=one.measure,
            state=CellState(one.value.state),
            number=one.value.number,
        )
        for one in report.cells
    ]
    return version


def _audit(session: Session, table: FigureTable, version: FigureVersion, actor: str, now: datetime) -> None:
    details = {"table": table.key, "version": version.number, "figures": len(version.cells)}
    auditing.record(
        session,
        actor=actor,
        action="published figures taken in",
        subject_kind="figure_table",
        subject_id=table.id,
        details=details,
        now=now,
    )
