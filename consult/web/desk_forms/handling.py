"""Forms about what staff do with an experience beside reading it."""

from consult.models.desk_kinds import SetAsideReason
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, list_choices

REASONS: dict[SetAsideReason, str] = {
    SetAsideReason.NOT_LIVED: "It does not tell what somebody lived through",
    SetAsideReason.TWICE: "The same was sent before",
    SetAsideReason.TRIAL: "It was sent to try the form",
    SetAsideReason.ADVERTISING: "It advertises something",
    SetAsideReason.ABUSIVE: "It insults or threatens somebody",
}


class SetAsideForm(DeskForm):
    """Why something sent is not taken for an experience."""

    reason = ChoiceField(
        "Why is it not an experience?",
        choices=list_choices(SetAsideReason, REASONS),
        validators=[Needed("Choose why it is not an experience")],
    )
