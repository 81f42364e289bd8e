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

    @property
    def is_to_keep(self) -> bool:
        """Whether everything is chosen, and somebody did not only switch to another language."""
        return SWITCH_FIELD not in request.form and not list_prompt_errors(self.asked)

    def decide(self) -> str:
        """The words as was chosen; as typed where nothing was."""
        return decide_words(self.typed, self.languages)

    def describe(self, mistake: str = "") -> dict[str, Any]:
        """What the page says of them. mistake: what is wrong with the field itself."""
        own = [{"text": mistake, "href": f"#{self.field}"}] if mistake else []
        errors = [*own, *list_prompt_errors(self.asked)]
        return {"typed": self.typed, "asked": self.asked, "mistake": mistake, "errors": errors}


def read_free_words(field: str, languages: Collection[str]) -> FreeWords:
    """The words of a field, with every prompt of them. languages: those in which names are looked for."""
    typed = as_given(request.form.get(field, ""))
    return FreeWords(field, typed, languages, ask_about_words(typed, languages))
