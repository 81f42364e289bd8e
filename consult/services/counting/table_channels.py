"""The open form apart in tables: a second table beside the first, of which one layer leaves those out.

Both are of the same people, so the second shows no more of everybody than the first. Between its layers are
those of the open form, protected as is what lies between counts with and without shared wording.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy.orm import Session

from analysis.tables.sheets import Cell, Layer, Sheet
from analysis.tables.since import Partition, Published
from analysis.tables.units import Raised
from consult.models.readings import Reading
from consult.queries.channels import find_vouched
from consult.queries.viewer import Viewer
from consult.told import Told

Item = TypeVar("Item")


@dataclass(frozen=True)
class Columns:
    """What the columns are by, and the keys of their groups."""

    key: str
    groups: tuple[str, ...]


Protects = Callable[[Raised, Columns, Sequence[Published]], Sheet]
"""Makes a protected table, beside what was published before."""


def tell_channels(
    session: Session, viewer: Viewer, reading: Reading, counted: Collection[str]
) -> tuple[Told, frozenset[str]]:
    """How many of those counted are experiences, and which of these came by the open form."""
    accounts = {one.response_id for one in reading.respondents if one.is_account} & set(counted)
    vouched = find_vouched(session, viewer, accounts)
    return Told(len(accounts), len(vouched)), frozenset(accounts - vouched)


def leave_out(raised: Raised, respondents: Collection[str]) -> Raised:
    """The same, with the answers of these respondents as those that the second layer leaves out."""
    theirs = [answer for answer, (respondent, _) in raised.answers.items() if respondent in respondents]
    return replace(raised, shared=theirs, own=())


def leave_out_of(raised: Raised, respondents: Collection[str]) -> Raised:
    """What is left without these respondents."""
    answers = {key: one for key, one in raised.answers.items() if one[0] not in respondents}
    return replace(raised, answers=answers)


def protect_apart(raised: Raised, columns: Columns, earlier: Sequence[Published], protect: Protects) -> Sheet:
    """Protect the second table: by the same columns, or else everybody in one."""
    sheet = protect(raised, columns, earlier)
    if sheet.own is not None:
        return sheet
    whole = {answer: (respondent, "") for answer, (respondent, _) in raised.answers.items()}
    return protect(replace(raised, answers=whole), Columns("", ("",)), earlier)


def match_columns(layer: Layer, groups: Partition, columns: Partition) -> Layer:
    """A layer in the columns of another table; what stands for other groups than one of these is hidden."""
    places = [groups.index(part) if part in groups else None for part in columns]

    def pick(cells: Sequence[Item], nothing: Item) -> tuple[Item, ...]:
        return (*(nothing if place is None else cells[place] for place in places), cells[-1])

    hidden = Cell(None, 0, None)
    return Layer(pick(layer.bases, None), {label: pick(row, hidden) for label, row in layer.rows.items()})


def list_beside_apart(known: Iterable[Published], apart: Iterable[Published]) -> list[Published]:
    """What a reader has beside a second table. known: beside the first, and that; apart: earlier second ones.

    Without shared wording is another layer than this.
    """
    return [*(replace(one, own={}) for one in known), *apart]
