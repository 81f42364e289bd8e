"""The form of a consultation's outcome, with its texts in every language."""

from collections.abc import Sequence
from typing import Any, cast

from consult.models.outcome import Outcome
from consult.services.consultations.concluding import Conclusion
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import DeskForm, line, text
from consult.web.desk_forms.days import DayField

PARTS = {"said": "What the region said", "replied": "What government replied"}


class OutcomeForm(DeskForm):
    """The form; fields for each language are added by `make_form`."""


def make_form(tags: Sequence[str]) -> type[OutcomeForm]:
    """Make the form class for texts in these languages."""
    fields: dict[str, Any] = {
        "replied_on": DayField("Government replied on"),
        "reply_source": line("Where the reply can be read", hint="A title and an address."),
    }
    for part, words in PARTS.items():
        fields |= {f"{part}_{tag}": text(f"{words}, in {LANGUAGES[tag].english_name}") for tag in tags}
    return cast(type[OutcomeForm], type("OutcomeForm", (OutcomeForm,), fields))


def list_values(outcome: Outcome | None) -> dict[str, Any]:
    """What the form shows of an outcome that is there."""
    if outcome is None:
        return {}
    plain = {name: getattr(outcome, name) for name in ("replied_on", "reply_source")}
    texts = {"said": outcome.said, "replied": outcome.replied}
    return plain | {f"{part}_{tag}": words for part, said in texts.items() for tag, words in said.items()}


def read_conclusion(form: OutcomeForm) -> Conclusion:
    """What a valid form says."""
    given = form.data
    return Conclusion(
        said=_gather(given, "said_"),
        replied_on=given["replied_on"],
        replied=_gather(given, "replied_"),
        reply_source=given["reply_source"],
    )


def _gather(given: dict[str, Any], prefix: str) -> dict[str, str]:
    found = {name: words for name, words in given.items() if name.startswith(prefix) and words}
    return {name.removeprefix(prefix): words for name, words in found.items() if name != "replied_on"}
