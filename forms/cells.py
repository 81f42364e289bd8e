"""Every text of a questionnaire that people see, as a cell with an id that is in no language."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.definitions import Choice, Page, Question, Questionnaire, Text

TEXTS_OF_QUESTION = ("label", "hint", "guidance", "required_message", "constraint_message")
Change = Callable[[str, Text], Text]
"""From a cell's id and its texts to the texts that shall stand there."""


@dataclass(frozen=True)
class Cell:
    """One text in its languages.

    kind: "title" of a page, a name of TEXTS_OF_QUESTION, or "choice". page: its place, from 1. question_id,
    choice: of what it is a text; empty where of none.
    """

    id: str
    kind: str
    page: int
    texts: Text
    question_id: str = ""
    choice: str = ""


def list_cells(questionnaire: Questionnaire) -> tuple[Cell, ...]:
    """Every cell in which something is written, in the order in which people meet them.

    The questionnaire's own title is none: people see that of the consultation.
    """
    found = (cell for place, page in enumerate(questionnaire.pages, 1) for cell in _walk(page, place))
    return tuple(cell for cell in found if any(text.strip() for text in cell.texts.values()))


def list_needed(questionnaire: Questionnaire) -> tuple[Cell, ...]:
    """The cells that every language needs: those with a text in the language that is translated from."""
    default = questionnaire.default_language
    return tuple(cell for cell in list_cells(questionnaire) if _has(cell.texts, default))


def find_missing(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """For each language that is not complete, the ids of the cells it lacks."""
    needed, default = list_needed(questionnaire), questionnaire.default_language
    lacks = {
        tag: tuple(cell.id for cell in needed if not _has(cell.texts, tag))
        for tag in questionnaire.languages
        if tag != default
    }
    return {tag: ids for tag, ids in lacks.items() if ids}


def put_texts(questionnaire: Questionnaire, language: str, texts: Mapping[str, str]) -> Questionnaire:
    """Write texts of one language into cells by their ids; an empty one takes away what is there."""

    def change(id: str, held: Text) -> Text:
        if id not in texts:
            return held
        others = {tag: text for tag, text in held.items() if tag != language}
        return {**others, language: texts[id]} if texts[id].strip() else others

    return _rebuild(questionnaire, change)


def add_language(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """Offer one more language, last; the same where it is there."""
    if language in questionnaire.languages:
        return questionnaire
    return replace(questionnaire, languages=(*questionnaire.languages, language))


def remove_language(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """Take a language away with all its texts; never the one that is translated from."""
    if language == questionnaire.default_language or language not in questionnaire.languages:
        return questionnaire
    kept = tuple(tag for tag in questionnaire.languages if tag != language)
    return replace(_leave_out(questionnaire, {language}), languages=kept)


def show_complete(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as the public sees it: a language that lacks a cell is read in the source throughout.

    It stays among the languages, for people may still answer in it. Where all are complete this is the
    questionnaire itself.
    """
    partial = set(find_missing(questionnaire))
    return _leave_out(questionnaire, partial) if partial else questionnaire


def _leave_out(questionnaire: Questionnaire, tags: set[str]) -> Questionnaire:
    default = questionnaire.default_language

    def change(_id: str, held: Text) -> Text:
        if not _has(held, default):  # nothing to show in its place
            return held
        return {tag: text for tag, text in held.items() if tag not in tags}

    return _rebuild(questionnaire, change)


def _has(texts: Text, tag: str) -> bool:
    return bool(texts.get(tag, "").strip())


def _walk(page: Page, place: int) -> Iterator[Cell]:
    yield Cell(_name("page", page.id, "title"), "title", place, page.title)
    for question in page.questions:
        for kind in TEXTS_OF_QUESTION:
            id = _name("question", question.id, kind)
            yield Cell(id, kind, place, getattr(question, kind), question.id)
        for choice in question.choices:
            id = _name("question", question.id, "choice", choice.name)
            yield Cell(id, "choice", place, choice.label, question.id, choice.name)


def _rebuild(questionnaire: Questionnaire, change: Change) -> Questionnaire:
    pages = tuple(_change_page(page, change) for page in questionnaire.pages)
    return replace(questionnaire, pages=pages)


def _change_page(page: Page, change: Change) -> Page:
    title = change(_name("page", page.id, "title"), page.title)
    return replace(
        page, title=title, questions=tuple(_change_question(one, change) for one in page.questions)
    )


def _change_question(question: Question, change: Change) -> Question:
    id = question.id
    texts: dict[str, Any] = {
        kind: change(_name("question", id, kind), getattr(question, kind)) for kind in TEXTS_OF_QUESTION
    }
    return replace(
        question, **texts, choices=tuple(_change_choice(id, one, change) for one in question.choices)
    )


def _change_choice(id: str, choice: Choice, change: Change) -> Choice:
    return replace(choice, label=change(_name("question", id, "choice", choice.name), choice.label))


def _name(*parts: str) -> str:
    """An id of its parts; a stroke in one of them does not end it."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)


def group_by_source(questionnaire: Questionnaire, language: str) -> dict[str, set[str]]:
    """For each text of the source, what it is called in the language wherever that is written."""
    found = defaultdict[str, set[str]](set)
    for cell in list_needed(questionnaire):
        if _has(cell.texts, language):
            found[cell.texts[questionnaire.default_language]].add(cell.texts[language])
    return dict(found)
