"""Questions that are neither words nor in the tables of numbers and answers, each with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.services.counting.gathering_questions import describe_closed
from forms.definitions import Question
from forms.handlers.base import Told
from forms.kinds import get_handler

REASONS = {
    Told.ORDER: "How often each choice stood at each place is not counted: what stands at one place follows "
    "from what stands at the others, so that a small number could not be hidden.",
    Told.TICK: "Whoever answered it has ticked it.",
    Told.DAY: "Days are put together in the draft of the response, by years.",
    Told.TIME: "Times are put together in the draft of the response, by parts of the day.",
}


@dataclass(frozen=True)
class Untabled:
    """A question in the staff area's language, and why it is in no table here."""

    text: str
    reason: str


def list_untabled(asked: Mapping[str, tuple[Question, str]]) -> tuple[Untabled, ...]:
    """List the questions without a table, in their order."""
    told = ((pair, get_handler(pair[0].kind).find_told(pair[0])) for pair in asked.values())
    return tuple(Untabled(describe_closed(*pair).text, REASONS[one]) for pair, one in told if one in REASONS)
