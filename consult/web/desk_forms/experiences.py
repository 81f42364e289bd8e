"""Forms about experiences: why the original is looked at, why one is withdrawn."""

from consult.web.desk_forms.base import DeskForm, text


class OriginalForm(DeskForm):
    """Why personal data has to be seen; kept in the record."""

    reason = text(
        "Why do you need to see what is masked?",
        "Say why you need to see it",
        hint="Kept on record with your name. Do not repeat any of the words.",
    )


class WithdrawExperienceForm(DeskForm):
    """Why an experience is to be withdrawn; kept until it is decided."""

    reason = text(
        "Who asked, and how?",
        "Say who asked for it and how",
        hint="Such as “The person, through the group, on 3 March”. No name, and none of the words."
        " Kept until it is decided.",
    )


class MessageForm(DeskForm):
    """A message to whoever told an experience."""

    message = text("Your message", "Write the message")
