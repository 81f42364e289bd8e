"""What returns ask of government: passages tagged as an ask, by what they are about."""

from collections import defaultdict
from collections.abc import Iterable

from analysis.drafting.material import Ask
from consult.services.drafts.draft_record import Record
from consult.services.tags.gathering_tags import Tagged
from consult.vocabulary import Bucket

ASK_CODE = "ask"
MOST_ASKS = 8
SUGGESTED = " (tagged by the program; nobody has checked it yet)"


def list_asks(record: Record) -> tuple[Ask, ...]:
    """Count by subject the returns that ask for something: what people accepted first, then the most.

    Where people accepted the tags only those count; else the suggested ones do, and the label says so.
    """
    subjects: dict[str, dict[str, list[Tagged]]] = defaultdict(lambda: defaultdict(list))
    for passage in _list_ask_passages(record):
        for tag in passage[1]:
            subjects[tag.code][tag.label].append(_weaken(tag, passage[0]))
    asks = [
        _count(record, code, label, tags) for code, named in subjects.items() for label, tags in named.items()
    ]
    ranked = sorted((ask for ask in asks if ask.count), key=_rank)
    large = [ask for ask in ranked if ask.count >= record.small_number]
    return tuple((large or ranked[:1])[:MOST_ASKS])


def _rank(ask: Ask) -> tuple[bool, int, int, str]:
    return ask.label.endswith(SUGGESTED), -ask.own, -ask.count, ask.key


def _list_ask_passages(record: Record) -> Iterable[tuple[Tagged, list[Tagged]]]:
    """Give each passage of a return tagged as an ask, with the tags that say what it is about."""
    by_passage: dict[str, list[Tagged]] = defaultdict(list)
    for tag in record.found.tagged:
        if (
            tag.response_id not in record.account_ids
            and record.states.get(tag.response_id) is Bucket.ANALYSED
        ):
            by_passage[tag.segment_id].append(tag)
    for tags in by_passage.values():
        ask = next((tag for tag in tags if tag.code == ASK_CODE), None)
        if ask is not None:
            yield ask, [tag for tag in tags if not tag.is_kind]


def _weaken(subject: Tagged, ask: Tagged) -> Tagged:
    """A passage counts as decided only where both of its tags were accepted."""
    return subject if ask.accepted or not subject.accepted else _as_suggested(subject)


def _as_suggested(tag: Tagged) -> Tagged:
    return Tagged(
        tag.segment_id, tag.answer_id, tag.response_id, tag.code, tag.label, tag.is_kind, accepted=False
    )


def _count(record: Record, code: str, label: str, tags: list[Tagged]) -> Ask:
    accepted = [tag for tag in tags if tag.accepted]
    counted, told = (accepted, label) if accepted else (tags, label + SUGGESTED)
    shared = record.found.wholly_shared.intersection(one.response_id for one in record.returns.respondents)
    own = {tag.response_id for tag in counted if not record.found.is_shared(tag.answer_id, tag.segment_id)}
    base = sum(count for _, count in record.received_by)
    return Ask(
        code, told, len({tag.response_id for tag in counted}), base, len(own - shared), base - len(shared)
    )
