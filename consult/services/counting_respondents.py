"""Who sent something and where it stands: sectors, those who agreed to be named, states that add up."""

from collections import Counter
from collections.abc import Iterable, Set

from analysis.drafting.figures import GroupCount, Rules, merge_small
from analysis.drafting.material import Contributor, Dissent, Method, StateCount
from analysis.drafting.shares import OTHER_SECTORS
from consult.models.readings import Respondent
from consult.services.draft_record import Record
from consult.services.record_words import BUCKETS, SECTORS, key_of_sector
from consult.told import Told
from consult.vocabulary import Bucket, Sector

NAMES_NOT_ALL_FOUND = (
    "Names of people are looked for in English, guessed from capital letters in other languages, and not "
    "found in scripts without capitals. A person must read every quotation before this is published."
)

HANDED_OUT = (
    "Themes by sector and area are not compared here for question {numbers}: a table of them was handed out "
    "before. Put that one into the draft from Tables."
)


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
    rules = Rules(record.small_number)
    merged = merge_small(count_sectors(record), rules, others=OTHER_SECTORS)
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


def describe_method(record: Record) -> Method:
    """Say how the figures were made: states that add up, models that were missing, what was left out."""
    return Method(
        return_states=_count_returns(record),
        experience_states=_count_experiences(record, record.account_ids - record.elsewhere_ids),
        elsewhere_states=_count_experiences(record, record.elsewhere_ids),
        analysed_on=record.found.analysed_on,
        campaign_returns=len(_list_campaign_returns(record)),
        models_missing=tuple(str(one["without"]) for one in record.found.manifest.get("missing_models", ())),
        notes=_list_notes(record),
    )


def _describe(sector: Sector | None, count: int, named: Counter[str]) -> GroupCount:
    key = key_of_sector(sector)
    return GroupCount(key, SECTORS[sector][0], count, public=0 < count <= named[key])


def _list_campaign_returns(record: Record) -> set[str]:
    return {row.response_id for row in record.returns.rows if row.answer_id in record.found.campaigns}


def _count_returns(record: Record) -> tuple[StateCount, ...]:
    counted = ((bucket, len(record.list_in_state(bucket, accounts=False))) for bucket in Bucket)
    return tuple(StateCount(bucket.value, BUCKETS[bucket], count) for bucket, count in counted)


def _count_experiences(record: Record, account_ids: Set[str]) -> tuple[StateCount, ...]:
    in_state = ((bucket, record.list_in_state(bucket, accounts=True)) for bucket in Bucket)
    counted = ((bucket, record.tell(found & account_ids)) for bucket, found in in_state)
    return tuple(StateCount(bucket.value, BUCKETS[bucket], one.all, one.vouched) for bucket, one in counted)


def _list_notes(record: Record) -> tuple[str, ...]:
    notes = [NAMES_NOT_ALL_FOUND]
    if record.late:
        notes.append("Some of what is counted here was received after the date that this document carries.")
    if record.is_locked:
        notes.append("Experiences were locked when this was drafted, so some or all could not be quoted.")
    if any(state is Bucket.NOT_ANALYSED for state in record.states.values()):
        notes.append("What came in after the analysis is in no count of themes. Run the analysis again.")
    if record.handed_out:
        numbers = ", ".join(sorted(record.handed_out))
        notes.append(HANDED_OUT.format(numbers=numbers))
    return tuple(notes)
