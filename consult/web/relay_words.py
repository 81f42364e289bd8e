"""What pages of a relay ask, in the page's language: the powers of a group's number, and its label."""

from flask_babel import gettext

from consult.services.experiences.relaying import LONGEST_LABEL, Powers
from consult.vocabulary import ResponseState
from consult.web.languages import find_page_language
from forms.answers import Answer
from forms.definitions import Choice, Page, Question

POWERS, LABEL = "group_powers", "group_label"
CORRECT, READ_BACK, WITHDRAW = "correct", "read_back", "withdraw"


def make_powers_page(group: str) -> Page:
    """Ask what the group's number may do; all of it is the person's to decide."""
    tag = find_page_language().tag
    choices = tuple(Choice(name, {tag: text}) for name, text in _say_powers().items())
    powers = Question(
        POWERS,
        "select_multiple",
        {tag: ask_what_group_may_do(group)},
        {
            tag: gettext(
                "Read this aloud and let the person choose. They can always do all of it with their card."
            )
        },
        choices=choices,
    )
    return Page("group", {}, (powers, _ask_label()))


def ask_what_group_may_do(group: str) -> str:
    """The question about the powers."""
    return gettext("What may %(group)s do later, with its own number?", group=group)


def make_own_powers_page(powers: Powers) -> Page:
    """Ask the person again; reading back only while they allow it, for it cannot be given again."""
    tag, words = find_page_language().tag, _say_powers()
    if powers.may_read_back:
        hint = gettext(
            "If you take back reading, you cannot allow it again: we do not keep which group it is."
        )
    else:
        hint = gettext("You cannot allow reading here: we do not keep which group it is.")
        del words[READ_BACK]
    choices = tuple(Choice(name, {tag: text}) for name, text in words.items())
    label = gettext("What may the group do from now on, with its own number?")
    return Page(
        "group", {}, (Question(POWERS, "select_multiple", {tag: label}, {tag: hint}, choices=choices),)
    )


def _say_powers() -> dict[str, str]:
    return {
        CORRECT: gettext("The group may put something right, until the date when that ends"),
        READ_BACK: gettext("The group may read these words again, to read them back to me"),
        WITHDRAW: gettext("The group may withdraw this for me, when I ask it to"),
    }


def say_powers(powers: Powers) -> list[str]:
    """What these powers let the group do, in the words of their boxes."""
    words = _say_powers()
    return [words[name] for name in list_powers(powers)]


def make_label_page() -> Page:
    """Ask only for the label: of an event, the group's own number has every power."""
    return Page("group", {}, (_ask_label(),))


def ask_what_group_calls_it() -> str:
    """The question about the label."""
    return gettext("A short label for your own list")


def explain_label() -> str:
    """What a label may be, and who can read it."""
    return gettext(
        "For the group: a word or a day by which you find this again, at most %(most)s characters. "
        "Never a name. Only your group’s number opens it. Leave it empty to keep the one before.",
        most=LONGEST_LABEL,
    )


def _ask_label() -> Question:
    tag = find_page_language().tag
    return Question(LABEL, "text", {tag: ask_what_group_calls_it()}, {tag: explain_label()})


def list_powers(powers: Powers) -> list[str]:
    """The boxes that are ticked for these powers."""
    held = {CORRECT: powers.may_correct, READ_BACK: powers.may_read_back, WITHDRAW: powers.may_withdraw}
    return [name for name, is_given in held.items() if is_given]


def read_powers(answer: Answer | None) -> Powers:
    """What the ticked boxes allow."""
    ticked = answer if isinstance(answer, list) else []
    return Powers(CORRECT in ticked, READ_BACK in ticked, WITHDRAW in ticked)


def say_state(state: ResponseState, *, was_read: bool) -> str:
    """Where something on a group's list stands, in words."""
    if state is ResponseState.IN_PROGRESS:
        return gettext("Being written")
    if state is ResponseState.WITHDRAWN:
        return gettext("Withdrawn")
    return gettext("Read by staff") if was_read else gettext("Received")
