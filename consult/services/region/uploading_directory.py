"""Take organisations from a file: all that can be taken, and a reason for each row that cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import CodedError, ImportRefused
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Table
from consult.services.region.directing import OrganisationDetails, add_organisation
from consult.vocabulary import Sector, Standing

NEEDED = ("key", "name", "sector")


@dataclass(frozen=True)
class RowRefused:
    """A row that was not taken in: its number in the file, what it is about, and why."""

    number: int
    name: str
    reason: str


@dataclass(frozen=True)
class Uploaded:
    """What became of the rows of one file."""

    added: int
    refused: tuple[RowRefused, ...]


def read_organisations(name: str, content: bytes) -> Table:
    """Read a file of organisations. Raises: ImportRefused (C701, C702…) for a wrong file."""
    table = read_table(name, content)
    _require_columns(table)
    return table


def take_in_organisations(session: Session, table: Table, *, actor: str, now: datetime) -> Uploaded:
    """Add every organisation that the rows of `read_organisations` describe."""
    added, refused = 0, []
    for row in table.rows:
        values = {key.casefold(): cell.strip() for key, cell in zip(table.header, row.cells, strict=False)}
        try:
            if row.fault:
                raise row.fault
            add_organisation(session, _read(values), actor=actor, now=now)
            added += 1
        except CodedError as error:
            refused.append(RowRefused(row.number, values.get("name", ""), f"{error.message} {error.remedy}"))
    return Uploaded(added, tuple(refused))


def _require_columns(table: Table) -> None:
    found = {column.casefold() for column in table.header}
    missing = next((column for column in NEEDED if column not in found), None)
    if missing:
        raise ImportRefused("C702", column=missing, found=", ".join(table.header))


def _read(values: Mapping[str, str]) -> OrganisationDetails:
    for column in NEEDED:
        if not values[column]:
            raise ImportRefused("C741", column=column)
    standing = values.get("standing", "")
    return OrganisationDetails(
        key=values["key"],
        name=values["name"],
        sector=Sector(_choose("sector", values["sector"], Sector)),
        standing=Standing(_choose("standing", standing, Standing)) if standing else None,
        council_code=values.get("council_code") or None,
        sub_region_key=values.get("sub_region", ""),
    )


def _choose(column: str, value: str, kind: type[Sector] | type[Standing]) -> str:
    known = [member.value for member in kind]
    if value not in known:
        raise ImportRefused("C723", column=column, found=value, known=", ".join(known))
    return value
