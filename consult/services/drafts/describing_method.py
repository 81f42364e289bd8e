"""How the figures of a draft were made: states that add up, models that were missing, what was left out."""

from collections.abc import Set

from analysis.drafting.material import Method, StateCount
from consult.services.drafts.draft_record import Record
from consult.services.drafts.record_words import BUCKETS
from consult.vocabulary import Bucket

NAMES_NOT_ALL_FOUND = (
    "Names of people are looked for in English, guessed from capital letters in other languages, and not "
    "found in scripts without capitals. A person must read every quotation before this is published."
)

HANDED_OUT = (
    "Themes by sector and area are not compared here for question {numbers}: a table of them was handed out "
    "before. Put that one into the draft from Tables."
)


def describe_method(record: Record) -> Method:
    """Say how the figures were made: states that add up, models that were missing, what was left out."""
    return Method(
        return_states=_count_returns(record),
        experience_states=_count_experiences(record, record.account_ids - record.elsewhere_ids),
        elsewhere_states=_count_experiences(record, record.elsewhere_ids),
        analysed_on=record.found.analysed_on,
        campaign_returns=len(_list_campaign_returns(record)),
        wholly_shared=len(_list_campaign_returns(record) & record.found.wholly_shared),
        models_missing=tuple(str(one["without"]) for one in record.found.manifest.get("missing_models", ())),
        notes=_list_notes(record),
    )


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
