"""What a draft's table of numbers gives, as the evidence of a sentence: no size that it does not show."""

from collections.abc import Sequence

from analysis.drafting.numbers_said import Numbers, count_numbers
from analysis.drafting.statements import Counted
from analysis.tables.summaries import summarise
from analysis.tables.tiers import Standing


def tell_numbers(
    question_id: str,
    given: Sequence[Standing],
    blank: int,
    parts: Sequence[int | None],
    *,
    is_told: bool,
    tells_states: bool,
) -> Counted:
    """Put them together. given: those that were given, however they are counted. blank: returns without one.

    is_told: what they come to may be told; of single ones only where all agreed to be named. parts: else
    what those of councils come to, and those of others, if it may be told.
    """
    found, (councils, others) = summarise(given, ""), parts
    least, most, noughts = (
        (found.least, found.most, found.noughts) if is_told and found.public else (None, None, None)
    )
    return count_numbers(
        Numbers(
            question_id,
            len(given),
            blank,
            found.given,
            found.inside,
            found.earlier,
            found.perhaps_twice,
            found.total if is_told else None,
            least,
            most,
            noughts,
            councils,
            others,
            tells_states=tells_states,
            public=all(one.given.public for one in given),
        )
    )
