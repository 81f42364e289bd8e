"""Forms about people who lost their return number."""

from collections.abc import Iterable

from consult.models.consultation import Consultation
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, line
from consult.web.desk_titles import find_title

NEVER_WORDS = "It is kept in the record: never write what the experience says."


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


class FindForm(DeskForm):
    """Which experience it is."""

    experience = line(
        "Name of the experience", hint="Its eight characters, as the list of experiences shows them."
    )
    reason = line("How you know that it is this one", needed="Say how you know", hint=NEVER_WORDS)


class RefuseForm(DeskForm):
    """Why it is not done."""

    reason = line("Why it is not withdrawn", needed="Say why", hint=NEVER_WORDS)
