"""What a form for experiences may require, the age and one question, and what it must ask: for words.

It has no conditions: which answers are kept would tell whoever sees that of what somebody said.

The shortest way through it is six pages and two answers, whichever questions a region writes.
"""

from consult.errors import Conflict
from consult.vocabulary import FormPurpose
from forms.definitions import Question, Questionnaire
from forms.flow.plans import has_expressions

MOST_OWN = 1


def list_over_limit(definition: Questionnaire) -> tuple[Question, ...]:
    """Required questions for which the shortest way has no room, in the order asked.

    Only the first page is on that way: a question that is required elsewhere would put its page there too.
    """
    first = [one.id for one in definition.pages[0].questions if one.is_answerable and one.required]
    allowed = first[:MOST_OWN]
    return tuple(one for one in definition.questions() if one.required and one.id not in allowed)


def has_words(definition: Questionnaire) -> bool:
    """Whether the first page asks for something in people's own words; an event's points answer it too."""
    return any(one.kind == "text" for one in definition.pages[0].questions)


def find_refusal(definition: Questionnaire, purpose: FormPurpose) -> Conflict | None:
    """Why the form may not be published (C218, C219, C233); None for one that may, and for all of returns."""
    if purpose is not FormPurpose.ACCOUNT:
        return None
    if has_expressions(definition):
        return Conflict("C233")
    if over := list_over_limit(definition):
        return Conflict("C218", questions=", ".join(f"“{one.id}”" for one in over))
    return None if has_words(definition) else Conflict("C219")
