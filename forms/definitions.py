"""What a questionnaire is: pages of questions, each text in several languages."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from forms.errors import FormsError

Text = Mapping[str, str]
"""Language tag (BCP 47) to text; a language without text is left out."""

KINDS = ("text", "integer", "date", "select_one", "select_multiple", "note")
CHOICE_KINDS = ("select_one", "select_multiple")


@dataclass(frozen=True)
class Choice:
    """One choice of a select question; `name` is what is stored."""

    name: str
    label: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One thing asked, or a note that is only read."""

    id: str
    kind: str
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    required: bool = False
    required_message: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    appearance: str = ""
    government_questions: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Tell whether people answer it; a note they only read."""
        return self.kind != "note"


@dataclass(frozen=True)
class Page:
    """What is shown at once: mostly one question, with the notes that lead to it."""

    id: str
    title: Text = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """The whole definition of what is asked; a published one never changes."""

    id: str
    title: Text
    languages: tuple[str, ...]
    default_language: str
    pages: tuple[Page, ...]

    def questions(self) -> tuple[Question, ...]:
        """List the questions that can be answered, in the order asked."""
        return tuple(q for page in self.pages for q in page.questions if q.is_answerable)

    def get_question(self, id: str) -> Question:
        """Return the question or note with this id. Raises: F002."""
        for page in self.pages:
            for question in page.questions:
                if question.id == id:
                    return question
        raise FormsError("F002", id=id)

    def page(self, id: str) -> Page:
        """Return the page with this id. Raises: F003."""
        for page in self.pages:
            if page.id == id:
                return page
        raise FormsError("F003", id=id)


def find_text(text: Text, language: str, default: str) -> tuple[str, str]:
    """Return the text and the language it is really in, so that `lang` can be right.

    Where `language` has no text the default language is shown, then any other, never a blank.
    """
    for tag in (language, default, *sorted(text)):
        if text.get(tag, "").strip():
            return text[tag], tag
    return "", language


def to_dict(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the questionnaire as plain lists, dicts and strings that JSON can carry."""
    return json.loads(json.dumps(asdict(questionnaire)))


def digest(questionnaire: Questionnaire) -> str:
    """Return the SHA-256, in hex, of the questionnaire as canonical JSON."""
    canonical = json.dumps(asdict(questionnaire), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def from_dict(record: Mapping[str, Any]) -> Questionnaire:
    """Build and check a questionnaire from `to_dict`'s shape. Raises: F001."""
    top = _fields(record, "questionnaire", Questionnaire)
    questionnaire = Questionnaire(
        id=_string(top["id"], "id"),
        title=_text(top["title"], "title"),
        languages=_strings(top["languages"], "languages"),
        default_language=_string(top["default_language"], "default_language"),
        pages=tuple(_page(item, f"pages[{n}]") for n, item in _items(top["pages"], "pages")),
    )
    _check_languages(questionnaire)
    _check_unique((page.id for page in questionnaire.pages), "pages")
    _check_unique((q.id for page in questionnaire.pages for q in page.questions), "questions")
    return questionnaire


def _page(record: Any, where: str) -> Page:
    values = _fields(record, where, Page)
    questions = _items(values["questions"], f"{where}.questions")
    return Page(
        id=_string(values["id"], f"{where}.id"),
        title=_text(values["title"], f"{where}.title"),
        questions=tuple(_question(item, f"{where}.questions[{n}]") for n, item in questions),
    )


def _question(record: Any, where: str) -> Question:
    values = _fields(record, where, Question)
    choices = _items(values["choices"], f"{where}.choices")
    question = Question(
        id=_string(values["id"], f"{where}.id"),
        kind=_string(values["kind"], f"{where}.kind"),
        label=_text(values["label"], f"{where}.label"),
        hint=_text(values["hint"], f"{where}.hint"),
        required=_flag(values["required"], f"{where}.required"),
        required_message=_text(values["required_message"], f"{where}.required_message"),
        choices=tuple(_choice(item, f"{where}.choices[{n}]") for n, item in choices),
        appearance=_string(values["appearance"], f"{where}.appearance", may_be_empty=True),
        government_questions=_strings(values["government_questions"], f"{where}.government_questions"),
    )
    if question.kind not in KINDS:
        raise _broken(f"{where}.kind", f"“{question.kind}” is not a kind of question")
    if (question.kind in CHOICE_KINDS) != bool(question.choices):
        raise _broken(f"{where}.choices", f"a {question.kind} question has {len(question.choices)} choices")
    _check_unique((choice.name for choice in question.choices), f"{where}.choices")
    return question


def _choice(record: Any, where: str) -> Choice:
    values = _fields(record, where, Choice)
    name = _string(values["name"], f"{where}.name")
    if name.split() != [name]:
        raise _broken(f"{where}.name", f"“{name}” has a space in it")
    return Choice(name=name, label=_text(values["label"], f"{where}.label"))


def _broken(where: str, why: str) -> FormsError:
    return FormsError("F001", where=where, why=why)


def _fields(record: Any, where: str, of: type) -> Mapping[str, Any]:
    wanted = {one.name for one in fields(of)}
    if not isinstance(record, Mapping):
        raise _broken(where, "it is not an object")
    if set(record) != wanted:
        differing = ", ".join(sorted(str(name) for name in set(record) ^ wanted))
        raise _broken(where, f"missing or unknown fields: {differing}")
    return record


def _items(value: Any, where: str) -> Iterable[tuple[int, Any]]:
    if not isinstance(value, list | tuple):
        raise _broken(where, "it is not a list")
    return enumerate(value)


def _string(value: Any, where: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or not (value or may_be_empty):
        raise _broken(where, "it is not a text, or it is empty")
    return value


def _strings(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_string(item, f"{where}[{n}]") for n, item in _items(value, where))


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise _broken(where, "it is neither true nor false")
    return value


def _text(value: Any, where: str) -> Text:
    if not isinstance(value, Mapping):
        raise _broken(where, "it is not an object of languages")
    pairs = value.items()
    return {_string(tag, where): _string(said, f"{where}.{tag}", may_be_empty=True) for tag, said in pairs}


def _check_languages(questionnaire: Questionnaire) -> None:
    _check_unique(questionnaire.languages, "languages")
    if questionnaire.default_language not in questionnaire.languages:
        raise _broken("default_language", "it is not one of the languages")


def _check_unique(names: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise _broken(where, f"“{name}” is there twice")
        seen.add(name)
