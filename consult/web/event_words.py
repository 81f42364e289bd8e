"""What pages about a listening event ask: bands only, in the page's language."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext

from consult.models.region import SubRegion
from consult.services.experiences.hearing_events import ALL_AGREED, NOT_AGREED, SOME_LEFT_OUT
from consult.vocabulary import LANGUAGES
from consult.web.account_permission import ask_reach
from consult.web.event_bands import list_ages, list_genders, list_months, list_shares
from consult.web.languages import SOURCE, find_page_language
from forms.answers import Shown
from forms.definitions import Choice, Page, Question, Text, find_text

POINTS = 10
MAY_PRINT, YES, NO = "may_print", "yes", "no"
Words = Mapping[str, str | Text]
"""What choices are called: in the page's language, or in the languages in which their names are known."""


def make_people_page(areas: Sequence[SubRegion], *, small_number: int, today: date, month: str = "") -> Page:
    """When it was, how many took part, and who they were in broad terms. month: as was said before."""
    few = gettext(
        "If they were fewer than %(number)s, somebody could guess who was there: the number stays locked.",
        number=small_number,
    )
    bands = gettext("Tick only what fits several people. Leave out what would point to one.")
    places = {one.key: {SOURCE: one.name} for one in areas}
    languages = {one.tag: {one.tag: one.own_name} for one in LANGUAGES.values()}
    questions = (
        _ask(
            "month", "select_one", gettext("In which month was it?"), list_months(today, month), required=True
        ),
        _ask("people", "integer", gettext("About how many people took part?"), hint=few, required=True),
        _ask("ages", "select_multiple", gettext("How old were they?"), list_ages(), hint=bands),
        _ask("genders", "select_multiple", gettext("Who were they?"), list_genders(), hint=bands),
        _ask("languages", "select_multiple", gettext("Which languages were spoken?"), languages),
        _ask("areas", "select_multiple", gettext("Where in the region do they live?"), places, hint=bands),
    )
    return Page(
        "people", _say(gettext("Who took part")), tuple(one for one in questions if _has_choices(one))
    )


def make_said_page() -> Page:
    """What was said, point by point, whether people agreed to its being passed on, and for what."""
    points = [question for number in range(1, POINTS + 1) for question in _ask_point(number)]
    agreed = {
        ALL_AGREED: gettext("Yes, everybody"),
        SOME_LEFT_OUT: gettext("Most did; what the others said is left out"),
        NOT_AGREED: gettext("No"),
    }
    asked = gettext("Did the people agree to this being passed on?")
    last = _ask("agreed", "select_one", asked, agreed, required=True)
    return Page("said", _say(gettext("What was said")), (*points, last, *_ask_permission()))


def make_printing_page() -> Page:
    """Whether sentences of it may be printed, and for what all of it may be used: said anew at any time."""
    return Page(MAY_PRINT, _say(gettext("What may we do with your words?")), _ask_permission())


def say_choice(page: Page, question_id: str, name: str) -> Shown:
    """The words of one choice, with the language that they are in."""
    tag = find_page_language().tag
    question = next((one for one in page.questions if one.id == question_id), None)
    chosen = [one for one in question.choices if one.name == name] if question else []
    return find_text(chosen[0].label, tag, SOURCE) if chosen else (name, tag)


def _ask_permission() -> tuple[Question, ...]:
    may_print = {YES: gettext("Yes"), NO: gettext("No")}
    unsaid = gettext("If you choose nothing, none is printed.")
    asked = gettext("May sentences of it be printed?")
    return _ask(MAY_PRINT, "select_one", asked, may_print, hint=unsaid), *ask_reach()


def _ask_point(number: int) -> tuple[Question, Question]:
    words = gettext("Point %(number)s", number=number)
    hint = gettext("As it was said, without names or places. One thing to a point.")
    how_many = gettext("About how many said point %(number)s?", number=number)
    point = _ask(f"point_{number}", "text", words, hint=hint, required=number == 1, appearance="multiline")
    return point, _ask(f"said_by_{number}", "select_one", how_many, list_shares())


def _ask(
    id: str,
    kind: str,
    label: str,
    choices: Words | None = None,
    *,
    hint: str = "",
    required: bool = False,
    appearance: str = "",
) -> Question:
    return Question(
        id,
        kind,
        _say(label),
        _say(hint) if hint else {},
        required=required,
        choices=tuple(
            Choice(name, _say(words) if isinstance(words, str) else words)
            for name, words in (choices or {}).items()
        ),
        appearance=appearance,
    )


def _has_choices(question: Question) -> bool:
    return not question.kind.startswith("select") or bool(question.choices)


def _say(words: str) -> dict[str, str]:
    return {find_page_language().tag: words}
