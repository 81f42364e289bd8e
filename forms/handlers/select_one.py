"""One choice of several; its name is stored, never its label."""

from collections.abc import Sequence

from forms.definitions import Question, find_text
from forms.handlers.base import Answer, Handler, AnswerError, Shown, find_choice_label
from forms.messages import REQUIRED_CHOICE, UNKNOWN_CHOICE


class SelectOneHandler(Handler):
    """The name of one of the question's choices."""

    kind = "select_one"
    required_message = REQUIRED_CHOICE

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the chosen name. Raises: AnswerError for a name that is not a choice."""
        name = "".join(raw[:1]).strip()
        if not name:
            return None
        if name not in {choice.name for choice in question.choices}:
            raise AnswerError(UNKNOWN_CHOICE)
        return name

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the name itself."""
        return [str(answer)]

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the label of the choice."""
        return (find_text(find_choice_label(str(answer), question), language, default),)
