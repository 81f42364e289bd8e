"""Carried words that are no quotation, filled in at use: what an organisation wrote when it confirmed them.

A text of a draft or of an exact version only refers to them, so that they are gone from every page and file
in the next request after they may not be used any more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, StatementReference
from analysis.drafting.citing import say_carried
from consult.models.carrying import CarriedMaterial
from consult.models.draft import Section
from consult.models.response import Response
from consult.services.carrying.in_force import list_in_force
from consult.services.carrying.labels import name_body, say_where
from consult.services.days import find_day
from consult.services.evidence.cited_keys import CARRIED, read_key
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.vocabulary import Purpose, Standing

GONE = "[carried over from an earlier consultation: may not be used any more]"


@dataclass(frozen=True)
class Reference:
    """A reference to carried words, as it was put in. response_id: whose return they were of, if of one.

    Both have to fit: words of one return never stand in for those of another.
    """

    number: int
    response_id: str


@dataclass(frozen=True)
class CarriedText:
    """What stands in the place of a reference; is_given: the words, and not why there are none."""

    text: str
    is_given: bool


def read_carried(
    session: Session, consultation_id: str, references: Iterable[Reference], occasion: Occasion
) -> dict[Reference, CarriedText]:
    """The text of each reference to carried words; the use of words of returns is put on record.

    From people of observers what organisations say is held, as quotations are.
    """
    wanted = dict.fromkeys(references)
    if not wanted:
        return {}
    rows = find_usable(session, consultation_id, today=find_day(occasion.now))
    is_full = occasion.viewer.standing is Standing.FULL
    found = {one: _say(session, rows.get(one), is_full=is_full) for one in wanted}
    if is_full:
        _record(session, [rows[one] for one in wanted if one in rows], occasion)
    return found


def find_usable(session: Session, consultation_id: str, *, today: date) -> dict[Reference, CarriedMaterial]:
    """What a reference may give today; reads no words."""
    return {refer_to(one): one for one in list_in_force(session, consultation_id, today=today)}


def refer_to(row: CarriedMaterial) -> Reference:
    """The reference that gives the words of a piece."""
    return Reference(row.number, row.response_id or "")


def list_references(section: Section, blocks: Iterable[Block]) -> Iterator[Reference]:
    """The references to carried words among blocks of a section of a draft, in their order."""
    kept = {one.key: one.evidence for one in section.statements}
    return (found for one in blocks if (found := find_reference(one, kept)))


def find_reference(block: Block, evidence: Mapping[str, Mapping[str, Any]]) -> Reference | None:
    """The reference that a block is, with the return that its evidence names; None for other blocks.

    evidence: as it is kept, by the key of the statement.
    """
    if not (number := find_number(block)) or not isinstance(block, StatementReference):
        return None
    return Reference(number, str(evidence.get(block.statement_id, {}).get("response_id", "")))


def find_number(block: Block) -> int:
    """The number of the piece that a block refers to; 0 for every other block."""
    key = read_key(block.statement_id) if isinstance(block, StatementReference) else None
    return key[1] if key and key[0] == CARRIED else 0


def _say(session: Session, row: CarriedMaterial | None, *, is_full: bool) -> CarriedText:
    if row is None:
        return CarriedText(GONE, is_given=False)
    if row.response_id and not is_full:
        return CarriedText(HELD_WORDS, is_given=False)
    said = say_carried(row.words or row.said, name_body(session, row), say_where(row))
    return CarriedText(said, is_given=True)


def _record(session: Session, rows: Iterable[CarriedMaterial], occasion: Occasion) -> None:
    ids = {one.response_id for one in rows if one.response_id}
    consents = find_consents(session, select(Response.id).where(Response.id.in_(ids)))
    given = {id: consents.get(id, {}).get(Purpose.QUOTE) for id in sorted(ids)}
    record_uses(session, occasion, [UsedPart(id, one.version if one else 0) for id, one in given.items()])
