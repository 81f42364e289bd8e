"""What a questionnaire is: pages of questions, each text in several languages."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from forms.asked import (
    CHOICE_KINDS,
    KINDS,
    LATER,
    Calculation,
    Choice,
    ConditionalGroup,
    Media,
    Page,
    Question,
    Text,
)
from forms.bounds import read_bounds
from forms.errors import FormsError
from forms.reading_values import (
    broken,
    check_unique,
    find_default,
    is_later,
    read_fields,
    read_flag,
    read_items,
    read_later_string,
    read_string,
    read_strings,
    read_text,
)

__all__ = [
    "CHOICE_KINDS",
    "KINDS",
    "Calculation",
    "Choice",
    "ConditionalGroup",
    "Page",
    "Question",
    "Questionnaire",
    "Text",
    "digest",
    "find_text",
    "from_dict",
    "to_dict",
]


@dataclass(frozen=True)
class Questionnaire:
    """The whole definition of what is asked; a published one never changes."""

    id: str
    title: Text
    languages: tuple[str, ...]
    default_language: str
    pages: tuple[Page, ...]
    groups: tuple[ConditionalGroup, ...] = field(default=(), metadata=LATER)
    calculations: tuple[Calculation, ...] = field(default=(), metadata=LATER)

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
    return _as_plain(questionnaire)


def digest(questionnaire: Questionnaire) -> str:
    """Return the SHA-256, in hex, of the questionnaire as canonical JSON."""
    canonical = json.dumps(_as_plain(questionnaire), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def from_dict(record: Mapping[str, Any]) -> Questionnaire:
    """Build and check a questionnaire from `to_dict`'s shape. Raises: F001."""
    top = read_fields(record, "questionnaire", Questionnaire)
    groups, calculations = (read_items(top.get(name, ()), name) for name in ("groups", "calculations"))
    questionnaire = Questionnaire(
        id=read_string(top["id"], "id"),
        title=read_text(top["title"], "title"),
        languages=read_strings(top["languages"], "languages"),
        default_language=read_string(top["default_language"], "default_language"),
        pages=tuple(_page(item, f"pages[{n}]") for n, item in read_items(top["pages"], "pages")),
        groups=tuple(_group(item, f"groups[{n}]") for n, item in groups),
        calculations=tuple(_calculation(item, f"calculations[{n}]") for n, item in calculations),
    )
    _check_languages(questionnaire)
    _check_names(questionnaire)
    return questionnaire


def _as_plain(value: Any) -> Any:
    """Return what JSON can carry; fields that came later are left out where they say nothing."""
    if is_dataclass(value):
        kept = ((one, getattr(value, one.name)) for one in fields(value))
        return {
            one.name: _as_plain(held)
            for one, held in kept
            if not (is_later(one) and held == find_default(one))
        }
    if isinstance(value, list | tuple):
        return [_as_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _page(record: Any, where: str) -> Page:
    values = read_fields(record, where, Page)
    questions = read_items(values["questions"], f"{where}.questions")
    return Page(
        id=read_string(values["id"], f"{where}.id"),
        title=read_text(values["title"], f"{where}.title"),
        questions=tuple(_question(item, f"{where}.questions[{n}]") for n, item in questions),
        appearance=read_later_string(values, "appearance", where),
    )


def _question(record: Any, where: str) -> Question:
    values = read_fields(record, where, Question)
    choices = read_items(values["choices"], f"{where}.choices")
    later = ("relevant", "constraint", "choice_filter", "required_if", "group_id", "default")
    question = Question(
        id=read_string(values["id"], f"{where}.id"),
        kind=read_string(values["kind"], f"{where}.kind"),
        label=read_text(values["label"], f"{where}.label"),
        hint=read_text(values["hint"], f"{where}.hint"),
        required=read_flag(values["required"], f"{where}.required"),
        required_message=read_text(values["required_message"], f"{where}.required_message"),
        choices=tuple(_choice(item, f"{where}.choices[{n}]") for n, item in choices),
        appearance=read_string(values["appearance"], f"{where}.appearance", may_be_empty=True),
        government_questions=read_strings(values["government_questions"], f"{where}.government_questions"),
        guidance=read_text(values.get("guidance", {}), f"{where}.guidance"),
        constraint_message=read_text(values.get("constraint_message", {}), f"{where}.constraint_message"),
        parameters=read_text(values.get("parameters", {}), f"{where}.parameters"),
        media=_media(values.get("media", {}), f"{where}.media"),
        **{name: read_later_string(values, name, where) for name in later},
    )
    _check_question(question, where)
    return question


def _check_question(question: Question, where: str) -> None:
    if question.kind not in KINDS:
        raise broken(f"{where}.kind", f"“{question.kind}” is not a kind of question")
    if (question.kind in CHOICE_KINDS) != bool(question.choices):
        raise broken(f"{where}.choices", f"a {question.kind} question has {len(question.choices)} choices")
    check_unique((choice.name for choice in question.choices), f"{where}.choices")
    if question.kind == "range":
        try:
            read_bounds(question.parameters)
        except ValueError as error:
            raise broken(f"{where}.parameters", str(error)) from error


def _choice(record: Any, where: str) -> Choice:
    values = read_fields(record, where, Choice)
    name = read_string(values["name"], f"{where}.name")
    if name.split() != [name]:
        raise broken(f"{where}.name", f"“{name}” has a space in it")
    columns = read_text(values.get("columns", {}), f"{where}.columns")
    media = _media(values.get("media", {}), f"{where}.media")
    return Choice(name, read_text(values["label"], f"{where}.label"), columns, media)


def _media(record: Any, where: str) -> Media:
    if not isinstance(record, Mapping):
        raise broken(where, "it is not a mapping")
    return {read_string(key, where): read_text(files, f"{where}.{key}") for key, files in record.items()}


def _group(record: Any, where: str) -> ConditionalGroup:
    values = read_fields(record, where, ConditionalGroup)
    return ConditionalGroup(
        id=read_string(values["id"], f"{where}.id"),
        relevant=read_string(values["relevant"], f"{where}.relevant", may_be_empty=True),
        parent_id=read_string(values["parent_id"], f"{where}.parent_id", may_be_empty=True),
    )


def _calculation(record: Any, where: str) -> Calculation:
    values = read_fields(record, where, Calculation)
    return Calculation(
        id=read_string(values["id"], f"{where}.id"),
        expression=read_string(values["expression"], f"{where}.expression"),
        relevant=read_string(values["relevant"], f"{where}.relevant", may_be_empty=True),
        group_id=read_string(values["group_id"], f"{where}.group_id", may_be_empty=True),
        is_hidden=read_flag(values.get("is_hidden", False), f"{where}.is_hidden"),
    )


def _check_languages(questionnaire: Questionnaire) -> None:
    check_unique(questionnaire.languages, "languages")
    if questionnaire.default_language not in questionnaire.languages:
        raise broken("default_language", "it is not one of the languages")


def _check_names(questionnaire: Questionnaire) -> None:
    """No page, group or value is there twice, and each group that is named is there, those round it first."""
    check_unique((page.id for page in questionnaire.pages), "pages")
    asked = (one for page in questionnaire.pages for one in page.questions)
    named: list[Question | Calculation] = [*asked, *questionnaire.calculations]
    check_unique((one.id for one in named), "questions")
    check_unique((one.id for one in questionnaire.groups), "groups")
    known = {""}
    for group in questionnaire.groups:
        if group.parent_id not in known:
            raise broken(f"groups.{group.id}", f"there is no group “{group.parent_id}” before it")
        known.add(group.id)
    for one in named:
        if one.group_id not in known:
            raise broken(f"questions.{one.id}", f"there is no group “{one.group_id}”")
