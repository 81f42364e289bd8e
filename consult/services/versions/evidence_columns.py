"""The two tables of an evidence index: a manager's own, and one for others, which tells of nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services.drafts.withholding_names import find_named, find_unnamed
from consult.services.versions.evidence_items import EvidenceItem
from consult.services.versions.leaving_out_names import Names, index_names

SHARED = (
    "Number",
    "Section",
    "Kind",
    "As printed",
    "What is counted",
    "Count",
    "Out of",
    "Publisher",
    "Title",
    "Published",
    "Page or address",
    "File (SHA-256)",
    "Whose position",
    "Described as",
    "Note",
)
PRIVATE = (*SHARED, "On what authority", "Return", "Organisation")
MOST_CHARACTERS = 2_000
"""Of a text as printed: the response has it whole, and a cell of a spreadsheet holds no more than 32,767."""
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Unnameable:
    """Names that a file for others does not give. answered: those who answered and do not agree to be named.

    holders: every body of the directory that did not agree, for the holder of a position is typed by hand.
    """

    answered: Names
    holders: Names


def find_unnameable(session: Session, version: DraftVersion, **on: Any) -> Unnameable:
    """Whom a file for others may not name. on: `today`."""
    answered = find_unnamed(session, version.consultation_id, **on)
    named = find_named(session, version.consultation_id, **on)
    listed = {" ".join(one.split()) for one in session.scalars(select(Organisation.name))}
    return Unnameable(index_names(answered), index_names(answered | (listed - named)))


def make_private_rows(items: Sequence[EvidenceItem]) -> list[Row]:
    """All that is known of each statement, for managers."""
    return [
        (*_list_shared(one), one.authority, one.behind.response_id, one.behind.organisation) for one in items
    ]


def make_released_rows(items: Sequence[EvidenceItem], unnameable: Unnameable) -> list[Row]:
    """What may be given to anybody: no return, no typed word, no number of few, no name without agreement."""
    return [_release(one, unnameable) for one in items]


def _list_shared(item: EvidenceItem) -> Row:
    about = item.published
    return (
        item.number,
        item.section,
        item.kind,
        item.printed[:MOST_CHARACTERS],
        item.counted,
        item.count,
        item.base,
        about.publisher,
        about.title,
        about.published,
        about.place,
        about.file,
        item.holder,
        item.behind.described,
        item.note,
    )


def _release(item: EvidenceItem, unnameable: Unnameable) -> Row:
    names, about = unnameable.answered, item.published
    is_told = item.by_program and not item.is_small
    return (
        item.number,
        names.leave_out(item.section),
        item.kind,
        names.leave_out(item.printed[:MOST_CHARACTERS]) if is_told else "",
        names.leave_out(item.counted) if is_told else "",
        item.count if is_told else None,
        item.base if is_told else None,
        about.publisher,
        about.title,
        about.published,
        about.place,
        about.file,
        unnameable.holders.leave_out(item.holder),
        names.leave_out(item.behind.described),
        item.note,
    )
