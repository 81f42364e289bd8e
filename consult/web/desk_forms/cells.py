"""The forms of a questionnaire's translation: a language to add, and texts as they were typed."""

from collections.abc import Mapping

from wtforms import BooleanField
from wtforms.validators import InputRequired

from consult.services.cells.cell_makers import Typed
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import ChoiceField, DeskForm

OWN, MACHINE = "own", "machine"
TEXT, CELL, MARK, CHECKED = "text-", "cell-", "mark-", "checked-"
CHECK_ALL = "check_all"


class LanguageForm(DeskForm):
    """A language to translate into."""

    language = ChoiceField("Language")

    def offer(self, there: tuple[str, ...]) -> None:
        """Offer every language but those that are there."""
        others = [one for tag, one in LANGUAGES.items() if tag not in there]
        self.language.choices = [(one.tag, f"{one.english_name} – {one.own_name}") for one in others]


class RemoveForm(DeskForm):
    """A language to take out."""

    is_meant = BooleanField(
        "Yes, take it out of this draft with all its texts", [InputRequired("Tick the box to take it out")]
    )


class CellsForm(DeskForm):
    """Where what is typed on a page comes from."""

    origin = ChoiceField(
        "What I typed on this page",
        choices=[
            (OWN, "is a person’s translation"),
            (MACHINE, "was drafted by a machine, and nobody has checked it yet"),
        ],
        default=OWN,
    )


def read_typed(sent: Mapping[str, str]) -> list[Typed]:
    """Every text that was sent, by its place on the page; all count as checked where that was pressed."""
    places = [name.removeprefix(CELL) for name in sent if name.startswith(CELL)]
    return [
        Typed(
            sent[f"{CELL}{place}"],
            sent.get(f"{TEXT}{place}", ""),
            sent.get(f"{MARK}{place}", ""),
            f"{CHECKED}{place}" in sent or sent.get("act") == CHECK_ALL,
        )
        for place in places
    ]
