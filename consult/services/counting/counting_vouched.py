"""Which way experiences came that spoke of something, and which were told elsewhere."""

from collections.abc import Set
from dataclasses import replace

from analysis.drafting.material import ThemeCount
from consult.services.drafts.draft_record import Record


def count_parts(record: Record, theme: ThemeCount, spoke: Set[str], analysed: Set[str]) -> ThemeCount:
    """Say how many of those who spoke of it came through community groups, and told it elsewhere."""
    vouched, elsewhere = (
        _count_part(record, spoke, analysed, part) for part in (record.vouched_ids, record.elsewhere_ids)
    )
    return replace(theme, vouched=vouched, elsewhere=elsewhere if record.elsewhere_ids else None)


def _count_part(record: Record, spoke: Set[str], analysed: Set[str], part: Set[str]) -> int | None:
    """How many of a part spoke; None where so few of it, or of the others, did not that it is not told."""
    silent = (len((analysed & part) - spoke), len(analysed - part - spoke))
    return None if any(0 < one < record.least_silent for one in silent) else len(spoke & part)
