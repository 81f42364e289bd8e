"""What a relay says of how an experience was told: two answers on the way, the rest behind "Add more"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext, lazy_gettext

from consult.models.provenance import Provenance
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer
from consult.vocabulary import LANGUAGES
from consult.web.languages import find_page_language
from forms.answers import Shown
from forms.builder import QuestionForm
from forms.definitions import Choice, Page, Question, Text
from forms.routing import Answers

SPOKEN, WORDING = "spoken_language", "wording"
TELLER, WRITER, INTERPRETER, READ_BACK = "teller", "writer", "interpreter", "read_back"
OTHER_LANGUAGE = "other"
WORDINGS = {Wording.VERBATIM: lazy_gettext("Word for word"), Wording.SUMMARY: lazy_gettext("A summary")}
TELLERS = {
    Teller.PERSON: lazy_gettext("The person"),
    Teller.SOMEBODY_ELSE: lazy_gettext("Somebody else, for the person"),
    Teller.EVENT: lazy_gettext("Several people at an event"),
}
WRITERS = {
    Writer.PERSON: lazy_gettext("The person"),
    Writer.WORKER: lazy_gettext("A worker of the community group"),
    Writer.FAMILY: lazy_gettext("A relative or friend"),
}
INTERPRETERS = {
    Interpreter.NONE: lazy_gettext("Nobody interpreted"),
    Interpreter.WORKER: lazy_gettext("A worker interpreted"),
    Interpreter.PROFESSIONAL: lazy_gettext("A professional interpreter"),
    Interpreter.FAMILY: lazy_gettext("A relative interpreted"),
}
YES_NO = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No")}


def ask_told() -> tuple[Question, Question]:
    """The two answers of every relay."""
    spoken = [Choice(tag, {tag: one.own_name}) for tag, one in LANGUAGES.items()]
    asked = (*spoken, Choice(OTHER_LANGUAGE, _say(gettext("Another language"))))
    label = gettext("In which language was it told?")
    return (
        Question(SPOKEN, "select_one", _say(label), required=True, choices=asked, appearance="minimal"),
        _ask(WORDING, gettext("Is it word for word, or a summary?"), WORDINGS, is_required=True),
    )


def make_telling_page() -> Page:
    """What else a relay may say of how it was told; nothing of it is needed."""
    warning = gettext(
        "A relative should not interpret, and a child never: "
        "people hold back what they cannot say in front of them."
    )
    asked = (
        _ask(TELLER, gettext("Who told it?"), TELLERS),
        _ask(WRITER, gettext("Who wrote it down?"), WRITERS),
        _ask(INTERPRETER, gettext("Did somebody interpret?"), INTERPRETERS, hint=warning),
        _ask(READ_BACK, gettext("Was it read back to the person?"), YES_NO),
    )
    return Page("told", _say(gettext("How it was told")), asked)


def list_told(provenance: Provenance) -> Answers:
    """How it was told, as answers of both pages."""
    read_back = provenance.was_read_back
    return {
        SPOKEN: provenance.language or None,
        WORDING: provenance.wording.value if provenance.wording else None,
        TELLER: provenance.teller.value,
        WRITER: provenance.writer.value,
        INTERPRETER: provenance.interpreter.value if provenance.interpreter else None,
        READ_BACK: None if read_back is None else "yes" if read_back else "no",
    }


def read_told(form: QuestionForm, before: Provenance) -> Provenance:
    """The two answers, put to what was known before; in a form not yet checked one may be missing."""
    answers = form.answers()
    wording = answers[WORDING]
    return replace(
        before, language=str(answers[SPOKEN] or ""), wording=Wording(str(wording)) if wording else None
    )


def read_telling(form: QuestionForm, before: Provenance) -> Provenance:
    """The other answers, put to what was known before; what is left empty is not known."""
    answers = form.answers()
    interpreter, read_back = answers[INTERPRETER], answers[READ_BACK]
    return replace(
        before,
        teller=Teller(str(answers[TELLER])) if answers[TELLER] else before.teller,
        writer=Writer(str(answers[WRITER])) if answers[WRITER] else before.writer,
        interpreter=Interpreter(str(interpreter)) if interpreter else None,
        was_read_back=None if read_back is None else read_back == "yes",
    )


def say_spoken(provenance: Provenance) -> list[Shown]:
    """The language it was told in, in words."""
    known, tag = LANGUAGES.get(provenance.language), find_page_language().tag
    if known:
        return [(known.own_name, known.tag)]
    return [(gettext("Another language"), tag)] if provenance.language else []


def _ask(
    id: str, label: str, words: Mapping[Any, Any], *, hint: str = "", is_required: bool = False
) -> Question:
    choices = tuple(Choice(str(name), _say(str(said))) for name, said in words.items())
    shown = _say(hint) if hint else {}
    return Question(id, "select_one", _say(label), shown, required=is_required, choices=choices)


def _say(words: str) -> Text:
    return {find_page_language().tag: words}
