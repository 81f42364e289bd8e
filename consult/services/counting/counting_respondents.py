"""Who sent something, by sector: those who agreed to be named, those who dissent, where they stand."""

from collections import Counter
from collections.abc import Iterable

from analysis.drafting.figures import GroupCount, merge_small
from analysis.drafting.material import Contributor, Dissent
from analysis.drafting.shares import OTHER_SECTORS
from consult.models.readings import Respondent
from consult.services.drafts.draft_record import Record
from consult.services.drafts.record_words import SECTORS, key_of_sector
from consult.told import Told
from consult.vocabulary import Bucket, Sector


def list_named(record: Record) -> list[Respondent]:
    """List the returns whose organisation agreed to be named."""
    return [one for one in record.returns.respondents if one.may_attribute and one.organisation]


def count_sectors(record: Record) -> tuple[GroupCount, ...]:
    """Count every return received by sector; public where all of a sector agreed to be named."""
    named = Counter(key_of_sector(one.sector) for one in list_named(record))
    return tuple(_describe(sector, count, named) for sector, count in record.received_by)


def count_answered_by(record: Record, response_ids: Iterable[str]) -> tuple[GroupCount, ...]:
    """Count these returns by sector, the sectors in the order of all returns."""
    people = record.respondents
    sectors = Counter(people[id].sector for id in set(response_ids))
    named = Counter(key_of_sector(one.sector) for one in list_named(record))
    received = {group.key: group.public for group in count_sectors(record)}
    groups = (_describe(sector, sectors[sector], named) for sector, _ in record.received_by)
    return tuple(
        GroupCount(group.key, group.label, group.count, received[group.key])
        for group in groups
        if group.count
    )


def find_groups(record: Record) -> dict[str, str]:
    """Map each sector's key to the group it is shown in, small sectors together."""
    merged = merge_small(count_sectors(record), record.rules, others=OTHER_SECTORS)
    return {key: group.label for group in merged for key in group.key.split("|")}


def list_contributors(record: Record) -> tuple[Contributor, ...]:
    """List the organisations that agreed to be named, under their sector's heading."""
    found = {(" ".join(one.organisation.split()), SECTORS[one.sector][1]) for one in list_named(record)}
    return tuple(Contributor(name, sector) for name, sector in sorted(found))


def list_dissents(record: Record) -> tuple[Dissent, ...]:
    """List who dissents and agreed to be named; their words are added where quotations are chosen."""
    named = [one for one in list_named(record) if one.response_id in record.dissenting]
    keys = {" ".join(one.organisation.split()): one.response_id for one in reversed(named)}
    return tuple(Dissent(name, key=keys[name]) for name in sorted(keys))


def count_unnamed_dissents(record: Record) -> int:
    """Count the returns that dissent and are not named."""
    named = {one.response_id for one in list_named(record)}
    readable = {one.response_id for one in record.returns.respondents}
    return len((record.dissenting & readable) - named)


def tell_in_state(record: Record, state: Bucket) -> Told:
    """Count the experiences that stand here."""
    return record.tell(record.list_in_state(state, accounts=True))


def _describe(sector: Sector | None, count: int, named: Counter[str]) -> GroupCount:
    key = key_of_sector(sector)
    return GroupCount(key, SECTORS[sector][0], count, public=0 < count <= named[key])
