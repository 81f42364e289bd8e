"""The form that draws a sample of passages for two people to tag blind."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from analysis.reliability.drawing import LEAST_SHARE_PCT, MOST_SHARE_PCT
from consult.services.reliability.drawing_blind import BlindWish
from consult.web.desk_forms.base import ChoiceField, DeskForm

USUAL_SHARE_PCT = 15
WRONG_SHARE = f"Enter a share from {LEAST_SHARE_PCT} to {MOST_SHARE_PCT}"


class BlindForm(DeskForm):
    """Who tags, and how much."""

    first = ChoiceField("First person")
    second = ChoiceField("Second person")
    share_pct = IntegerField(
        "Share of the passages of each language, in percent",
        [InputRequired(WRONG_SHARE), NumberRange(LEAST_SHARE_PCT, MOST_SHARE_PCT, message=WRONG_SHARE)],
        default=USUAL_SHARE_PCT,
        description=f"From {LEAST_SHARE_PCT} to {MOST_SHARE_PCT}. Nothing is said of fewer than 30 passages.",
    )

    def offer(self, people: list[tuple[str, str]]) -> None:
        """Offer these people, as id and name; two different ones where nothing was chosen yet."""
        self.first.choices = self.second.choices = people
        if not self.is_submitted() and len(people) > 1:
            self.second.data = people[1][0]

    def validate_second(self, field: ChoiceField) -> None:
        """Raises: ValidationError where both are the same."""
        if field.data == self.first.data:
            raise ValidationError("Choose two different people")

    def read(self) -> BlindWish:
        """What was chosen."""
        return BlindWish(self.first.data, self.second.data, self.share_pct.data or 0)
