"""Words that answer no question, such as a message: what may give somebody away is asked about first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import request

from consult.web.account_prompts import Asked, ask_about_words, decide_words, list_prompt_errors
from consult.web.stops import SWITCH_FIELD
from forms.intake import as_given


@dataclass(frozen=True)
class FreeWords:
    """What was typed into one field of a form that was sent; nothing on a page that is only opened."""

    field: str
    typed: str
    languages: Collection[str]
    asked: list[Asked]
    is_too_long: bool = False

    @property
    def is_to_keep(self) -> bool:
        """Whether everything is chosen, and somebody did not only switch to another language."""
        return SWITCH_FIELD not in request.form and not list_prompt_errors(self.asked)

    def decide(self) -> str:
        """The words as was chosen; as typed where nothing was, or where they are too long to be kept."""
        return self.typed if self.is_too_long else decide_words(self.typed, self.languages)

    def describe(self, mistake: str = "") -> dict[str, Any]:
        """What the page says of them. mistake: what is wrong with the field itself."""
        own = [{"text": mistake, "href": f"#{self.field}"}] if mistake else []
        errors = [*own, *list_prompt_errors(self.asked)]
        return {"typed": self.typed, "asked": self.asked, "mistake": mistake, "errors": errors}


def read_free_words(field: str, languages: Collection[str], longest: int) -> FreeWords:
    """The words of a field, with every prompt of them. languages: those in which names are looked for.

    What is longer than may be kept is not looked through: that takes seconds, in which nobody else can save.
    """
    typed = as_given(request.form.get(field, ""))
    is_too_long = len(typed) > longest
    return FreeWords(
        field, typed, languages, [] if is_too_long else ask_about_words(typed, languages), is_too_long
    )
