"""A questionnaire of confirmed questions: one a page, in their order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from forms.definitions import CHOICE_KINDS, Choice, Page, Question, Questionnaire, Text
from forms.proposing.limits import Limit

_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 30
_MANY_CHOICES = 12
"""From here on a list to look through is shorter than radios."""


@dataclass(frozen=True)
class Confirmed:
    """A question as a person confirmed it. number: of government, such as "3a"."""

    number: str
    text: str
    kind: str
    choices: tuple[str, ...] = ()
    reasons: str = ""
    limit: Limit | None = None


def compose(id: str, title: Text, language: str, confirmed: Iterable[Confirmed]) -> Questionnaire:
    """Make the questionnaire in the one language in which the document is written."""
    pages: dict[str, Page] = {}
    for one in confirmed:
        name = _find_free(f"q{_make_name(one.number)}", pages)
        pages[name] = Page(name, {}, tuple(_make_questions(name, one, language)))
    return Questionnaire(id, title, (language,), language, tuple(pages.values()))


def _make_questions(name: str, one: Confirmed, language: str) -> Iterable[Question]:
    limit = _say_limit(one.limit)
    explains = bool(one.reasons) and one.kind in CHOICE_KINDS
    yield Question(
        id=name,
        kind=one.kind,
        label={language: one.text},
        hint={language: limit} if limit and not explains else {},
        choices=_make_choices(one.choices, language) if one.kind in CHOICE_KINDS else (),
        appearance=_choose_appearance(one),
        government_questions=(one.number,),
    )
    if explains:
        yield Question(
            id=f"{name}_why",
            kind="text",
            label={language: one.reasons},
            hint={language: limit} if limit else {},
            appearance="multiline",
            government_questions=(one.number,),
        )


def _choose_appearance(one: Confirmed) -> str:
    if one.kind == "text":
        return "multiline"
    return "minimal" if one.kind == "select_one" and len(one.choices) > _MANY_CHOICES else ""


def _make_choices(labels: tuple[str, ...], language: str) -> tuple[Choice, ...]:
    choices: dict[str, Choice] = {}
    for label in labels:
        name = _find_free(_make_name(label) or "choice", choices)
        choices[name] = Choice(name, {language: label})
    return tuple(choices.values())


def _say_limit(limit: Limit | None) -> str:
    return f"No more than {limit.number:,} {limit.unit}." if limit else ""


def _make_name(written: str) -> str:
    """What is stored for it: small letters and digits, joined by underscores."""
    plain = written.casefold().replace("’", "").replace("'", "")
    return _NO_NAME.sub("_", plain).strip("_")[:_LONGEST_NAME].strip("_")


def _find_free(name: str, taken: Iterable[str]) -> str:
    """The name, or with the first number behind it that nothing else has."""
    used = set(taken)
    number = 2
    free = name
    while free in used:
        free, number = f"{name}_{number}", number + 1
    return free
