"""Forms of translation: who is given an experience, by when it is needed, what is read as it is."""

from collections.abc import Sequence
from datetime import date

from wtforms import BooleanField

from consult.models.staff import Staff
from consult.services.translations.assigning import Wish
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import ChoiceField, DeskForm, SeveralField
from consult.web.desk_forms.copies import IS_NONE_OF_THEM
from consult.web.desk_forms.days import DayField

TAGS = [(one.tag, one.english_name) for one in LANGUAGES.values()]


class AssignForm(DeskForm):
    """To whom an experience is given, into which language, and until when."""

    staff = ChoiceField("Translator")
    language = ChoiceField("Into which language")
    until = DayField(
        "Until and including",
        needed="Enter the last day on which they may work on it",
        hint="After that day it closes to them by itself. Such as 27 3 2031.",
    )
    is_confirmed = BooleanField(IS_NONE_OF_THEM)

    def offer(self, translators: Sequence[Staff], told_in: str, usual: Sequence[str]) -> None:
        """Offer these people, and every language but the one that it is told in, usual ones first."""
        self.staff.choices = [(one.id, one.name or one.email) for one in translators]
        others = sorted(TAGS, key=lambda pair: (pair[0] not in usual, pair[1]))
        self.language.choices = [pair for pair in others if pair[0] != told_in]

    def read(self) -> Wish:
        """What was chosen, once it is valid."""
        return Wish(
            str(self.staff.data),
            str(self.language.data),
            self.until.data or date.min,
            bool(self.is_confirmed.data),
        )


class NeedForm(DeskForm):
    """By when the translations of a consultation are needed."""

    needed = DayField("Needed by", hint="Empty: no day is set.")


class ReadingForm(DeskForm):
    """What the partnership reads without translation."""

    languages = SeveralField(
        "Languages that you read without translation",
        hints={"cy": "Only where people who read experiences and returns really read Welsh."},
        choices=TAGS,
        description="English, if nothing is chosen.",
    )
