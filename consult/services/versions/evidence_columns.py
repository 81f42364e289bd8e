"""The two tables of an evidence index: a manager's own, and one for others, which tells of no return."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.region import Forum
from consult.models.versions import DraftVersion
from consult.services.drafts.withholding_names import find_named, find_unnamed
from consult.services.region.setting_up import find_partnership
from consult.services.versions.evidence_items import EvidenceItem
from consult.services.versions.leaving_out_names import Names, index_names
from consult.services.versions.version_bodies import read_body

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
NOT_NAMED = "[not named here]"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Unnameable:
    """Names that a file for others does not give. answered: those who answered and do not agree to be named.

    holders: the only ones that are given of positions, which are typed by hand and may be of a person: bodies
    that agreed to be named, forums, and the partnership with its host.
    """

    answered: Names
    holders: frozenset[str]


def find_unnameable(session: Session, version: DraftVersion, **on: Any) -> Unnameable:
    """Whom a file for others may not name. on: `today`."""
    named = find_named(session, version.consultation_id, **on)
    region = find_partnership(session)
    own = [region.name, region.short_name, region.host] if region else []
    forums = session.scalars(select(Forum.name))
    holders = frozenset(_fold(one) for one in (*named, *forums, *own, read_body(version.body).partnership))
    return Unnameable(index_names(find_unnamed(session, version.consultation_id, **on)), holders - {""})


def make_private_rows(items: Sequence[EvidenceItem]) -> list[Row]:
    """All that is known of each statement, for managers."""
    return [
        (*_list_shared(one), one.authority, one.behind.response_id, one.behind.organisation) for one in items
    ]


def make_released_rows(items: Sequence[EvidenceItem], unnameable: Unnameable) -> list[Row]:
    """What may be given to anybody: no return, no text that people wrote, no number of few.

    Typed, and given with names in it left out where these did not agree: titles of sections. Given as they
    were typed: publisher, title, day and place of what was published.
    """
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
        _name_holder(item.holder, unnameable),
        names.leave_out(item.behind.described),
        item.note,
    )


def _name_holder(holder: str, unnameable: Unnameable) -> str:
    return holder if not holder or _fold(holder) in unnameable.holders else NOT_NAMED


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
