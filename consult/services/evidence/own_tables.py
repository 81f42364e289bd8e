"""The draft's own tables that do not give what the record gives now; those handed out are not among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.checking.tables import Cells, find_wrong_table
from analysis.drafting.blocks import Table
from consult.models.draft import Draft, Section
from consult.services.drafts.editing import Standing
from consult.services.drafts.rechecking import Checked
from consult.services.handing_out.counted_tables import IN_A_DRAFT

STATES = "annex-method.states.returns"
"""Says how each return was handled, and on purpose how few."""
OF_EXPERIENCES = ("regional-evidence.", ".experiences")
"""How the id of a table that counts experiences begins, or ends."""


@dataclass(frozen=True)
class WrongTable:
    """A table with what is wrong with it. hides: it gives what has to be protected.

    counted: what the record gave for it when it was counted last. is_unchecked: nobody could compare it,
    because experiences were locked then.
    """

    section: Section
    table: Table
    counted: Cells | None
    said: str
    hides: bool
    is_unchecked: bool


def list_wrong_own(draft: Draft, standings: Mapping[str, Standing], checked: Checked) -> Iterator[WrongTable]:
    """List them in the order of the draft; none where nobody has compared them."""
    if checked.tables is None:
        return
    for section, table in _list_own(draft, standings):
        counted = checked.tables.get((section.key, table.id))
        few = 0 if table.id == STATES else checked.rules.small_number
        said, hides = find_wrong_table(table, counted, few)
        if said:
            is_unchecked = checked.is_locked and _counts_experiences(table.id)
            yield WrongTable(section, table, counted, said, hides, is_unchecked)


def _list_own(draft: Draft, standings: Mapping[str, Standing]) -> Iterator[tuple[Section, Table]]:
    for section in draft.sections:
        if section.key in standings:
            for block in standings[section.key].version.blocks:
                if isinstance(block, Table) and not block.id.startswith(IN_A_DRAFT):
                    yield section, block


def _counts_experiences(table_id: str) -> bool:
    return table_id.startswith(OF_EXPERIENCES[0]) or table_id.endswith(OF_EXPERIENCES[1])
