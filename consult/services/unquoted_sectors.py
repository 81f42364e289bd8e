"""Which sectors raised a theme, and why one of them is not quoted under it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.drafting.material import SectorVoices
from consult.services.counting_respondents import count_sectors, find_groups
from consult.services.counting_themes import Counts
from consult.services.draft_record import Placed, Record
from consult.services.record_words import key_of_sector


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
    if counts.protected is None:
        return set()
    cells = counts.protected
    return set(cells.loc[(cells["label"] == theme_key) & cells["hidden"], "group"].astype(str))


def explain(
    spoken: Mapping[str, Sequence[Placed]],
    *,
    allowed: Collection[str],
    fitting: Collection[str],
    quoted: Collection[str],
    elsewhere: Collection[str],
) -> tuple[tuple[str, str], ...]:
    """Say of each sector without a quotation why it has none (unquoted.WHY).

    spoken: by sector. allowed, fitting: passages that may be quoted, and that stand by themselves. quoted,
    elsewhere: responses quoted here, and in the same part of the draft.
    """
    return tuple(
        (sector, _find_why(passages, allowed, fitting, elsewhere))
        for sector, passages in sorted(spoken.items())
        if not any(one.response_id in quoted for one in passages)
    )


def _find_why(
    passages: Sequence[Placed], allowed: Collection[str], fitting: Collection[str], elsewhere: Collection[str]
) -> str:
    may = [one for one in passages if one.segment_id in allowed]
    if not may:
        return "permission"
    if all(one.response_id in elsewhere for one in may):
        return "elsewhere"
    left = [one for one in may if one.response_id not in elsewhere]
    return "room" if any(one.segment_id in fitting for one in left) else "unfit"
