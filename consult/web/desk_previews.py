"""A questionnaire to be read in one language: what is asked, and what is missing in that language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consult.models.consultation import Consultation
from forms.definitions import Page, Question, Questionnaire, Text, find_text

Said = tuple[str, str]
Condition = tuple[str, str]
"""What an expression decides, and the expression; or what else the form says of a question."""

MOST_CHOICES = 50
"""So many are listed, and how many more there are."""

KINDS = {
    "text": "Answered in words",
    "integer": "A whole number",
    "decimal": "A number, whole or with a part",
    "range": "A number within bounds",
    "date": "A date",
    "time": "A time of day",
    "dateTime": "A date and a time",
    "select_one": "One choice",
    "select_multiple": "Any number of choices",
    "rank": "Choices in an order",
    "acknowledge": "A tick",
    "note": "To read only",
}


@dataclass(frozen=True)
class ShownQuestion:
    """One question in one language; each text with the language it really is in."""

    question: Question
    kind: str
    label: Said
    hint: Said
    guidance: Said
    choices: Sequence[Said]
    more: int
    conditions: Sequence[Condition]
    is_translated: bool


@dataclass(frozen=True)
class ShownPage:
    """One page of the form."""

    title: Said
    questions: Sequence[ShownQuestion]


def show_pages(questionnaire: Questionnaire, language: str) -> list[ShownPage]:
    """Every page as it reads in the language, with the default language where a text is missing."""
    return [_show_page(page, language, questionnaire) for page in questionnaire.pages]


def preview_definition(definition: Questionnaire, consultation: Consultation, asked: str) -> dict[str, Any]:
    """What the preview shows, in the language asked for or else the default one."""
    language = asked if asked in definition.languages else definition.default_language
    return {
        "definition": definition,
        "read_in": language,
        "pages": show_pages(definition, language),
        "gaps": list_government_gaps(definition, consultation),
    }


def list_government_gaps(questionnaire: Questionnaire, consultation: Consultation) -> list[str]:
    """Numbers of the government's questions that no question of ours leads to."""
    reached = {number for question in questionnaire.questions() for number in question.government_questions}
    return [one.number for one in consultation.government_questions if one.number not in reached]


def _show_page(page: Page, language: str, form: Questionnaire) -> ShownPage:
    shown = [_show_question(question, language, form) for question in page.questions]
    return ShownPage(find_text(page.title, language, form.default_language), shown)


def list_conditions(question: Question, form: Questionnaire) -> list[Condition]:
    """What a question's asking and answering depends on: what each expression does, and the expression."""
    groups, id, round_it = {one.id: one for one in form.groups}, question.group_id, list[str]()
    while id:
        round_it.insert(0, groups[id].relevant)
        id = groups[id].parent_id
    pairs = (
        *(("asked only if", one) for one in (*round_it, question.relevant)),
        ("must be answered if", question.required_if),
        ("taken only if", question.constraint),
        ("choices offered if", question.choice_filter),
        ("with", " ".join(f"{name}={said}" for name, said in question.parameters.items())),
        ("begins as", question.default),
        ("shown as", question.appearance),
    )
    return [(words, expression) for words, expression in pairs if expression]


def _show_question(question: Question, language: str, form: Questionnaire) -> ShownQuestion:
    default = form.default_language
    own = (question.label, question.hint, question.guidance, question.constraint_message)
    texts = [*own, *(choice.label for choice in question.choices)]
    return ShownQuestion(
        question,
        KINDS[question.kind],
        find_text(question.label, language, default),
        find_text(question.hint, language, default),
        find_text(question.guidance, language, default),
        [
            find_text(one.label or {"": one.name}, language, default)
            for one in question.choices[:MOST_CHOICES]
        ],
        max(0, len(question.choices) - MOST_CHOICES),
        list_conditions(question, form),
        all(_has(text, language) for text in texts),
    )


def _has(text: Text, language: str) -> bool:
    """True where the text is in the language, or in none at all."""
    return bool(text.get(language, "").strip()) or not any(words.strip() for words in text.values())
