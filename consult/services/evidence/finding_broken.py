"""Everything in a draft that no longer holds, by one list of checks; reads nobody's words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from consult.models.draft import Draft
from consult.services.drafts.editing import Standing
from consult.services.drafts.rechecking import Checked, find_checked
from consult.services.evidence.broken import Broken
from consult.services.evidence.broken_carried import list_wrong_carried
from consult.services.evidence.broken_numbers import list_wrong_numbers, list_wrong_tables
from consult.services.evidence.broken_quotations import list_altered, list_not_permitted, list_quoted_typing
from consult.services.evidence.broken_references import list_branches, list_broken_references
from consult.services.evidence.broken_sources import list_wrong_addresses, list_wrong_sources
from consult.services.evidence.broken_typing import list_wrong_typing
from consult.services.evidence.looking import Look

CHECKS: tuple[Callable[[Look], Iterator[Broken]], ...] = (
    list_not_permitted,
    list_branches,
    list_wrong_numbers,
    list_wrong_tables,
    list_altered,
    list_broken_references,
    list_wrong_sources,
    list_wrong_carried,
    list_wrong_addresses,
    list_wrong_typing,
    list_quoted_typing,
)


def list_broken(
    session: Session,
    draft: Draft,
    standings: Mapping[str, Standing],
    *,
    today: date,
    checked: Checked | None = None,
) -> list[Broken]:
    """List what no longer holds in the texts that stand, in the order of the draft; each thing once.

    checked: how its numbers stand, where that was asked already.
    """
    found = checked or find_checked(session, draft, standings, today=today)
    look = Look(session, draft, standings, found, today)
    every = dict.fromkeys(broken for check in CHECKS for broken in check(look))
    places = {section.key: place for place, section in enumerate(draft.sections)}
    return sorted(every, key=lambda one: places.get(one.section_key, -1))
