"""Which sectors raised a theme, and why one of them is not quoted under it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.drafting.material import SectorVoices
from consult.services.counting.counting_respondents import count_sectors, find_groups
from consult.services.counting.counting_themes import Counts
from consult.services.drafts.draft_record import Placed, Record
from consult.services.drafts.record_words import key_of_sector


def list_voices(
    record: Record, counts: Counts, theme_key: str, own: Iterable[Placed]
) -> tuple[SectorVoices, ...]:
    """List the sectors that raised a theme, as the table by sector may show them.

    own: what they said of it.
    """
    spoke: dict[str, set[str]] = defaultdict(set)
    people = record.respondents
    for one in own:
        spoke[key_of_sector(people[one.response_id].sector)].add(one.response_id)
    hidden, groups = _list_hidden(counts, theme_key), find_groups(record)
    alone = [key for key in groups if list(groups.values()).count(groups[key]) == 1]
    return tuple(
        SectorVoices(
            group.key,
            group.label,
            len(spoke[group.key]),
            group.public,
            not group.public and (group.key not in alone or groups[group.key] in hidden),
        )
        for group in count_sectors(record)
        if spoke[group.key]
    )


def _list_hidden(counts: Counts, theme_key: str) -> set[str]:
    """The groups whose cell of a theme the protected table does not show."""
    return {group for (key, group), cell in counts.cells.items() if key == theme_key and cell.hidden}


def explain(
    spoken: Mapping[str, Sequence[Placed]],
    *,
    bars: Mapping[str, str],
    unfit: Collection[str],
    quoted: Collection[str],
    elsewhere: Collection[str],
) -> tuple[tuple[str, str], ...]:
    """Say of each sector without a quotation why it has none (unquoted.WHY).

    spoken: by sector. bars: why a passage may not be quoted, by segment, "" where it may be. unfit: passages
    that do not stand by themselves. quoted, elsewhere: responses quoted here, and in the same
    part of the draft.
    """
    return tuple(
        (sector, _find_why(passages, bars, unfit, elsewhere))
        for sector, passages in sorted(spoken.items())
        if not any(one.response_id in quoted for one in passages)
    )


def _find_why(
    passages: Sequence[Placed], bars: Mapping[str, str], unfit: Collection[str], elsewhere: Collection[str]
) -> str:
    may = [one for one in passages if not bars[one.segment_id]]
    if not may:
        return _find_common({bars[one.segment_id] for one in passages})
    left = [one for one in may if one.response_id not in elsewhere]
    if not left:
        return "elsewhere"
    return "unfit" if all(one.segment_id in unfit for one in left) else "room"


def _find_common(reasons: set[str]) -> str:
    """That nobody allows it is said only where it is so of each; shared wording where that bars any."""
    if reasons == {"permission"}:
        return "permission"
    return "wording" if "wording" in reasons else "other"
