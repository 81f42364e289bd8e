"""The form that places a legal hold."""

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
