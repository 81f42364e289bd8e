"""The form of an ask of government, with its words and the reply to it in every language."""

from collections.abc import Sequence
from typing import Any, cast

from wtforms import Field, ValidationError

from consult.models.followed_asks import FollowedAsk
from consult.models.following_kinds import ReplyKind
from consult.services.following.replying import GivenReply
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import ChoiceField, DeskForm, line, text
from consult.web.desk_forms.days import DayField

REPLIES = {
    ReplyKind.ACCEPTED: "Accepted",
    ReplyKind.PARTLY: "Accepted in part",
    ReplyKind.REJECTED: "Rejected",
    ReplyKind.SILENT: "Government said nothing about it",
}
NONE_YET = ("", "No reply yet")


class AskForm(DeskForm):
    """The form; fields for each language are added by `make_form`."""

    def validate_reply(self, _field: Field) -> None:
        """Raises: ValidationError where something of a reply is there and no kind of it is chosen."""
        parts = (self.data["replied_on"], self.data["place"], _gather(self.data, "said_"))
        if not self.data["reply"] and any(parts):
            raise ValidationError("Choose what government replied, or empty the fields of the reply")

    def read_text(self) -> dict[str, str]:
        """The words of the ask, by language."""
        return _gather(self.data, "text_")

    def read_reply(self) -> GivenReply | None:
        """What was replied; nothing where no reply is chosen."""
        if not self.data["reply"]:
            return None
        kind, place = ReplyKind(self.data["reply"]), self.data["place"] or ""
        return GivenReply(kind, self.data["replied_on"], _gather(self.data, "said_"), place)


def make_form(tags: Sequence[str]) -> type[AskForm]:
    """Make the form class for words in these languages."""
    names = {tag: LANGUAGES[tag].english_name for tag in tags}
    fields: dict[str, Any] = {f"text_{tag}": text(f"What we ask, in {name}") for tag, name in names.items()}
    choices = [NONE_YET, *((kind.value, words) for kind, words in REPLIES.items())]
    fields["reply"] = ChoiceField("What government replied", choices=choices, default="")
    fields["replied_on"] = DayField(
        "Day of the reply", hint="Where government said nothing: the day on which you looked."
    )
    fields |= {f"said_{tag}": text(f"The reply in short, in {name}") for tag, name in names.items()}
    fields["place"] = line("Where the reply can be read", hint="A title and an address. It is not opened.")
    return cast(type[AskForm], type("AskForm", (AskForm,), fields))


def list_values(ask: FollowedAsk | None) -> dict[str, Any]:
    """What the form shows of an ask that is there."""
    if ask is None:
        return {}
    values: dict[str, Any] = {f"text_{tag}": words for tag, words in ask.text.items()}
    if ask.reply is not None:
        values |= {f"said_{tag}": words for tag, words in ask.reply.text.items()}
        values |= {
            "reply": ask.reply.kind.value,
            "replied_on": ask.reply.replied_on,
            "place": ask.reply.place,
        }
    return values


def describe_values(ask: FollowedAsk | None) -> dict[str, Any]:
    """The same, as somebody reads it beside their own."""
    values = list_values(ask)
    if ask is not None and ask.reply is not None:
        values["reply"] = REPLIES[ask.reply.kind]
        values["replied_on"] = f"{ask.reply.replied_on.day} {ask.reply.replied_on:%B %Y}"
    return values


def _gather(given: dict[str, Any], prefix: str) -> dict[str, str]:
    found = {name: words for name, words in given.items() if name.startswith(prefix) and words}
    return {name.removeprefix(prefix): words for name, words in found.items()}
