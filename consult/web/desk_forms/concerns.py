"""The form of a concern: why, who leads, what was decided, to whom it was passed on, how long it is kept."""

from datetime import date

from wtforms import BooleanField

from consult.services.concerns.concerning import ConcernDetails
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line, text
from consult.web.desk_forms.days import DayField


class ConcernForm(DeskForm):
    """Locked under a key of its own once kept; withdrawing the experience does not delete it."""

    reason = text(
        "What is the concern?",
        "Say what the concern is",
        hint="In your own words. This stays when the experience is withdrawn, so copy nothing from it "
        "that is not needed to keep somebody safe.",
    )
    lead_id = ChoiceField("Who leads", validators=[Needed("Choose who leads")])
    decision = text("What was decided, and why", hint="Leave empty while nothing is decided.")
    referred_to = line("Passed on to", hint="Such as the children’s services of a council.")
    referred_on = DayField("When it was passed on")
    keep_until = DayField(
        "Keep this record until",
        needed="Enter until when this record is kept",
        hint="It is deleted after this day, once it is closed. People were told how long it is kept.",
    )
    why_shorter = line(
        "Why it is kept for less time than people were told",
        hint="Only where the day is earlier than that. This is kept in the record of who did what, which is "
        "not locked: name nobody, and copy nothing from the experience.",
    )
    is_closed = BooleanField("Nothing more has to be done: close it")

    def read_details(self) -> ConcernDetails:
        """What is kept locked."""
        day = self.referred_on.data
        return ConcernDetails(
            reason=self.reason.data or "",
            decision=self.decision.data or "",
            referred_to=self.referred_to.data or "",
            referred_on=day.isoformat() if isinstance(day, date) else "",
        )
