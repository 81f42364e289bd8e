"""Forms about the care for people who tell: what the region promises, and who near can help."""

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from consult.models.care import USUAL_AGE_THRESHOLD, USUAL_EMERGENCY_NUMBER, CareSettings, SupportLine
from consult.services.consultations.caring import (
    AGE_THRESHOLDS,
    MOST_READING_DAYS,
    CareDetails,
    SupportDetails,
)
from consult.vocabulary import LANGUAGES, SupportKind
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, SeveralField, line, list_choices, text
from consult.web.desk_words import SUPPORT_KINDS

LANGUAGE_CHOICES = [(one.tag, one.english_name) for one in LANGUAGES.values()]
LEAST_AGE, MOST_AGE = AGE_THRESHOLDS[0], AGE_THRESHOLDS[-1]


class CareForm(DeskForm):
    """What the region promises everybody who tells their experience."""

    reading_days = IntegerField(
        "You read what people tell within how many working days?",
        [
            InputRequired("Enter a number of working days"),
            NumberRange(1, MOST_READING_DAYS, message=f"Enter a number from 1 to {MOST_READING_DAYS}"),
        ],
        description="Said on every page. Promise what you can keep when somebody is ill or away.",
    )
    readers = line(
        "Who reads it?",
        needed="Say who reads what people tell",
        hint="By their work, not by name, such as “two of the partnership’s own staff”.",
    )
    emergency_number = line(
        "Number to call in danger",
        needed="Enter the number to call in danger",
        longest=20,
    )
    emergency_words = text(
        "What people can do who cannot hear, speak or call",
        hint="Leave it empty for the usual words: Relay UK on 18000, and text messages to 999.",
    )
    age_threshold = IntegerField(
        "From what age may people tell by themselves?",
        [
            InputRequired("Enter an age"),
            NumberRange(LEAST_AGE, MOST_AGE, message=f"Enter an age from {LEAST_AGE} to {MOST_AGE}"),
        ],
        description="Younger people tell only through a worker of a group, never alone.",
    )

    def show(self, care: CareSettings | None) -> None:
        """Fill the form with what is stored, or with what is usual."""
        if care is None:
            self.emergency_number.data, self.age_threshold.data = USUAL_EMERGENCY_NUMBER, USUAL_AGE_THRESHOLD
        else:
            self.process(obj=care)

    def read(self) -> CareDetails:
        """What was typed."""
        return CareDetails(
            reading_days=self.reading_days.data or 0,
            readers=self.readers.data,
            emergency_number=self.emergency_number.data,
            emergency_words=self.emergency_words.data,
            age_threshold=self.age_threshold.data or 0,
        )


class SupportForm(DeskForm):
    """Somebody near who helps."""

    kind = ChoiceField(
        "Whom is it for?",
        choices=list_choices(SupportKind, SUPPORT_KINDS),
        default=SupportKind.EVERYBODY.value,
    )
    name = line("Name", needed="Enter the name")
    reach = line("Telephone number or address", needed="Enter a telephone number or an address")
    languages = SeveralField(
        "Languages spoken there",
        choices=LANGUAGE_CHOICES,
        validators=[Needed("Choose at least one language")],
    )
    hours = line("When it is open", hint="Such as “Monday to Friday, 9 to 5”.")
    help_with = line("What it helps with", hint="In a few everyday words.")
    is_free = BooleanField("It is free")
    written_in = ChoiceField("The words above are written in", choices=LANGUAGE_CHOICES, default="en")

    def show(self, support: SupportLine) -> None:
        """Fill the form with what is stored."""
        self.process(obj=support)

    def read(self) -> SupportDetails:
        """What was typed."""
        return SupportDetails(
            kind=SupportKind(self.kind.data),
            name=self.name.data,
            reach=self.reach.data,
            languages=tuple(self.languages.data or ()),
            hours=self.hours.data,
            help_with=self.help_with.data,
            is_free=self.is_free.data,
            written_in=self.written_in.data,
        )
