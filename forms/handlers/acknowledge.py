"""One tick, such as for something that has to be read before going on."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told
from forms.messages import CONFIRM, NOT_A_TICK, REQUIRED_TICK
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params

TICKED = "OK"
"""As other XLSForm programs keep it, so that expressions may look for it."""

_YES = frozenset({"ok", "yes", "true", "1", "x", "✓", "✔"})
_NO = frozenset({"", "no", "false", "0"})


class AcknowledgeHandler(Handler):
    """“OK” where it is ticked, else no answer."""

    kind = "acknowledge"
    tells = Told.TICK
    required_message = REQUIRED_TICK

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return “OK” where it is ticked. Raises: AnswerError for anything else."""
        typed = "".join(raw[:1]).strip()
        if typed not in ("", TICKED):
            raise AnswerError(NOT_A_TICK)
        return typed or None

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read the ways in which tables say yes and no."""
        plain = text.strip().casefold()
        if plain in _NO:
            return None
        return self.parse([TICKED if plain in _YES else text], question)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return what the tick sends."""
        return [str(answer)]

    def params(self, field: AnswerField) -> Params:
        """Return one checkbox under the question."""
        text, language = field.wording.own(CONFIRM)
        item = {
            "value": TICKED,
            "text": text,
            "checked": TICKED in field.typed,
            "label": {"attributes": field.wording.attributes(language)},
        }
        return group_params(field) | {"items": [item]}

    def leave_blank(self, question: Question) -> Blank:
        """Return one box."""
        return Blank(Shape.ANY_OF, parts=(CONFIRM,))

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return a tick, which every language reads."""
        return (("✓", language),)
