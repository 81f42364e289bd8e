"""Forms about people who lost their return number."""

from collections.abc import Iterable
from datetime import date

from consult.models.consultation import Consultation
from consult.models.group_kinds import LostRefusal
from consult.queries.sought import Traits, WayTold
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line, list_choices
from consult.web.desk_group_words import LOST_REFUSALS, WAYS_TOLD
from consult.web.desk_titles import find_title
from consult.web.desk_words import name_language

LONGEST_WORDS = 200
NOT_KNOWN = ("", "Not known")
NEVER_WORDS = "It is kept until the request is decided: never write what the experience says."


class AskForm(DeskForm):
    """A request that came to a listed address."""

    consultation = ChoiceField("Told for", choices=[], validators=[Needed("Choose a consultation")])
    reason = line(
        "How it can be found",
        needed="Say how it can be found, such as about which day, in which language",
        hint=f"Such as the week, the language, the group. {NEVER_WORDS}",
    )

    def offer(self, consultations: Iterable[Consultation]) -> None:
        """Set the consultations to choose from."""
        self.consultation.choices = [("", ""), *((one.slug, find_title(one)[0]) for one in consultations)]


class SeekForm(DeskForm):
    """What is known of an experience that is looked for; nothing of it is kept."""

    from_week = ChoiceField("Received in the week of, or later", choices=[], default="")
    to_week = ChoiceField("Received in the week of, or before", choices=[], default="")
    language = ChoiceField("Language", choices=[], default="")
    way = ChoiceField("How it came", choices=[NOT_KNOWN, *list_choices(WayTold, WAYS_TOLD)], default="")
    words = line(
        "Words it holds",
        hint="A few words, or parts of words, in its language or in that of a checked translation."
        " It is found if it has all of them. What is masked as personal data is not searched."
        " Words work only while experiences are unlocked.",
        longest=LONGEST_WORDS,
    )

    def offer(self, weeks: Iterable[date], languages: Iterable[str]) -> None:
        """Set what there is to choose from."""
        self.from_week.choices = self.to_week.choices = [
            NOT_KNOWN, *((f"{week}", f"{week:%-d %B %Y}") for week in weeks)
        ]  # fmt: skip
        self.language.choices = [NOT_KNOWN, *((tag, name_language(tag)) for tag in languages)]

    def read_traits(self) -> Traits:
        """What was chosen."""
        first, last = (field.data for field in (self.from_week, self.to_week))
        return Traits(
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
            self.language.data or None,
            WayTold(self.way.data) if self.way.data else None,
        )


class FindForm(DeskForm):
    """Which experience it is."""

    experience = line(
        "Name of the experience", hint="Its eight characters, as the list of experiences shows them."
    )
    reason = line("How you know that it is this one", needed="Say how you know", hint=NEVER_WORDS)


class RefuseForm(DeskForm):
    """Why it is not done."""

    reason = ChoiceField(
        "Why it is not withdrawn",
        choices=[("", ""), *list_choices(LostRefusal, LOST_REFUSALS)],
        validators=[Needed("Choose why")],
    )
