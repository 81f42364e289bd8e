"""The forms that place a legal hold, and say what was done about a restored backup."""

from datetime import date

from consult.web.desk_forms.base import ChoiceField, DeskForm, line, text
from consult.web.desk_forms.days import DayField


class HoldForm(DeskForm):
    """What is held, why, and until when."""

    consultation = ChoiceField("Consultation")
    label = line(
        "One experience only",
        hint="The eight letters and digits that the list of experiences shows. Empty: all of it.",
    )
    reason = text(
        "Which law or court asks, and what for?",
        "Say who asks for it and why",
        hint="Kept on record. Nothing of what anybody said.",
    )
    until = DayField("Until", hint="Empty: until somebody lifts it.")

    def check(self, today: date) -> bool:
        """Whether it can be placed; a day that is over becomes an error beside its field."""
        if not self.validate_on_submit():
            return False
        if self.until.data and self.until.data < today:
            self.until.errors = ["The last day of a hold cannot be in the past"]
        return not self.errors


class SettleForm(DeskForm):
    """What was done about a backup that nothing knows the time since of."""

    settled = text(
        "What did you do, and why may experiences be used again?",
        "Say what you did and why experiences may be used again",
        hint="Kept on record with your name. Nothing of what anybody said.",
    )
