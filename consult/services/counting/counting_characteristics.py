"""What was said about people with each protected characteristic: by the tags that stand for it."""

from collections.abc import Collection, Iterable, Sequence, Set

from analysis.drafting.characteristic_words import NINE
from analysis.drafting.material import Heard, ThemeCount
from consult.services.counting.counting_respondents import count_answered_by
from consult.services.counting.counting_vouched import count_parts
from consult.services.drafts.draft_record import Placed, Record
from consult.services.quotations.proposing_quotations import Chooses
from consult.services.tags.gathering_tags import Tagged
from consult.vocabulary import Bucket

MOST_QUOTED = 2


def count_characteristics(record: Record, chooser: Chooses) -> tuple[Heard, ...]:
    """Count all nine. Only what a person accepted counts; what is suggested is said to be unchecked."""
    return tuple(_count(record, key, chooser) for key in NINE)


def _count(record: Record, key: str, chooser: Chooses) -> Heard:
    names = record.characteristics.get(key, ())
    tagged = [one for one in record.found.tagged if one.characteristic == key]
    accepted = [one for one in tagged if one.accepted]
    told = record.list_in_state(Bucket.ANALYSED, accounts=True)
    returns = record.list_in_state(Bucket.ANALYSED, accounts=False)
    base = sum(count for _, count in record.received_by)
    shared = record.found.wholly_shared.intersection(one.response_id for one in record.returns.respondents)
    said = _list_from(accepted, returns)
    return Heard(
        key=key,
        tags=names,
        count=len(said),
        base=base,
        own=len(_list_own(record, accepted, returns) - shared),
        own_base=base - len(shared),
        by=count_answered_by(record, said),
        told=_count_told(record, key, _list_from(accepted, told), told) if told else None,
        quotations=chooser.choose(_list_placed(record, accepted), limit=MOST_QUOTED) if accepted else (),
        unchecked=any(not one.accepted for one in tagged if one.response_id in returns | told),
    )


def _list_from(tagged: Iterable[Tagged], response_ids: Collection[str]) -> set[str]:
    return {one.response_id for one in tagged if one.response_id in response_ids}


def _list_own(record: Record, tagged: Iterable[Tagged], returns: Collection[str]) -> set[str]:
    """Those of whom a passage in their own words has the tag."""
    found = record.found
    return _list_from((one for one in tagged if not found.is_shared(one.answer_id, one.segment_id)), returns)


def _count_told(record: Record, key: str, spoke: Set[str], told: Set[str]) -> ThemeCount:
    """The experiences that spoke about it, as of a theme: which way they came is told beside."""
    about = (f"characteristic:{key}", NINE[key])
    count = ThemeCount(*about, len(spoke), len(told), len(spoke), len(told), stability=1.0)
    return count_parts(record, count, spoke, told)


def _list_placed(record: Record, tagged: Sequence[Tagged]) -> list[Placed]:
    """The passages with the tag, each once, as what quotations are chosen from."""
    wanted = {one.segment_id for one in tagged}
    return list({one.segment_id: one for one in record.found.placed if one.segment_id in wanted}.values())
