"""Published figures of who speaks what where: taken in from a table, and asked for before somebody is quoted.

They come from a census or the like, never from the experiences received: a warning made from those would tell
how many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import CodedError, ImportRefused
from consult.models.region import SubRegion
from consult.models.speakers import SpeakerFigure
from consult.services import auditing
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Table
from consult.services.region.uploading_directory import RowRefused, Uploaded
from consult.vocabulary import LANGUAGES

FEW_PEOPLE = 250
"""Of fewer people who share a language and an area, a job or a family more may leave only one."""

NEEDED = ("sub_region", "language", "people", "source", "as_of")


@dataclass(frozen=True)
class SpeakerRow:
    """One row of the table, read."""

    area: str
    language: str
    people: int
    source: str
    as_of_on: date


def read_speakers(name: str, content: bytes) -> Table:
    """Read a file of figures. Raises: ImportRefused (C701, C702…) for a wrong file."""
    table = read_table(name, content)
    found = {column.strip().casefold() for column in table.header}
    missing = next((column for column in NEEDED if column not in found), None)
    if missing:
        raise ImportRefused("C702", column=missing, found=", ".join(table.header))
    return table


def take_in_speakers(
    session: Session, table: Table, *, actor: str, now: datetime, is_fictional: bool = False
) -> Uploaded:
    """Keep every figure that can be read, each in the place of the one before for that language and area."""
    areas = {area.key: area for area in session.scalars(select(SubRegion))}
    kept, refused = 0, []
    for row in table.rows:
        values = {
            name.strip().casefold(): cell.strip() for name, cell in zip(table.header, row.cells, strict=False)
        }
        try:
            if row.fault:
                raise row.fault
            _keep(session, _read(values, areas), areas, is_fictional)
            kept += 1
        except CodedError as error:
            told = f"{values.get('sub_region', '')} {values.get('language', '')}".strip()
            refused.append(RowRefused(row.number, told, f"{error.message} {error.remedy}"))
    session.flush()
    _audit(session, kept, actor, now)
    return Uploaded(kept, tuple(refused))


def list_speakers(session: Session) -> list[SpeakerFigure]:
    """Every figure, by the name of the area and then the fewest first."""
    wanted = select(SpeakerFigure).join(SpeakerFigure.sub_region)
    return list(
        session.scalars(wanted.order_by(SubRegion.name, SpeakerFigure.people, SpeakerFigure.language))
    )


def find_few_speakers(session: Session, *, area: str, language: str) -> SpeakerFigure | None:
    """The figure, where a published one says that few people in the area speak the language; else None."""
    wanted = (
        select(SpeakerFigure)
        .join(SpeakerFigure.sub_region)
        .where(SubRegion.key == area, SpeakerFigure.language == language, SpeakerFigure.people < FEW_PEOPLE)
    )
    return session.scalars(wanted).one_or_none()


def _keep(session: Session, row: SpeakerRow, areas: Mapping[str, SubRegion], is_fictional: bool) -> None:
    area = areas[row.area]
    wanted = select(SpeakerFigure).where(
        SpeakerFigure.sub_region_id == area.id, SpeakerFigure.language == row.language
    )
    figure = session.scalars(wanted).one_or_none()
    if figure is None:
        figure = SpeakerFigure(sub_region_id=area.id, language=row.language)
        session.add(figure)
    figure.people, figure.source, figure.as_of_on = row.people, row.source, row.as_of_on
    figure.is_fictional = is_fictional


def _read(values: Mapping[str, str], areas: Mapping[str, SubRegion]) -> SpeakerRow:
    empty = next((column for column in NEEDED if not values[column]), None)
    if empty:
        raise ImportRefused("C741", column=empty)
    return SpeakerRow(
        area=_choose("sub_region", values["sub_region"], areas),
        language=_choose("language", values["language"], LANGUAGES),
        people=_read_number(values["people"]),
        source=values["source"],
        as_of_on=_read_date(values["as_of"]),
    )


def _choose(column: str, value: str, known: Mapping[str, object]) -> str:
    if value not in known:
        raise ImportRefused("C723", column=column, found=value, known=", ".join(known))
    return value


def _read_number(text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    if not digits.isdecimal():
        raise ImportRefused("C723", column="people", found=text, known="a whole number, such as 1200")
    return int(digits)


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ImportRefused("C723", column="as_of", found=text, known="a date as YYYY-MM-DD") from None


def _audit(session: Session, kept: int, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action="speaker figures taken in",
        subject_kind="region",
        subject_id="",
        details={"figures": kept},
        now=now,
    )
