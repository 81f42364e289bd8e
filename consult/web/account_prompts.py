"""What may give somebody away, on the page before sending: shown in words, and decided in the same form."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from flask import request
from flask_babel import gettext, lazy_gettext

from consult.models.speakers import SpeakerFigure
from consult.models.telling_kinds import PromptChoice
from consult.services.experiences.giving import PLACE_QUESTION
from consult.services.experiences.hearing_events import find_event
from consult.services.experiences.prompting import (
    Decision,
    Prompt,
    apply_decisions,
    list_languages,
    list_new_prompts,
    list_prompts,
    rewrite,
)
from consult.services.experiences.tracing import get_provenance
from consult.services.region.counting_speakers import find_few_speakers
from consult.services.returns.answering import OwnAnswer, list_own_answers
from consult.web.account_visit import Visit
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.stops import SWITCH_FIELD
from forms.builder import QuestionForm, field_name
from forms.definitions import Question

REST_FIELD = "prompts_rest"
ISOLATED, ISOLATED_END = "\u2068", "\u2069"
WORDS = Question("words", "text")
KINDS = {
    "person": lazy_gettext("This may be a name"),
    "address": lazy_gettext("This may be an address"),
    "place": lazy_gettext("This may be an address"),
    "postcode": lazy_gettext("This may be an address"),
    "phone": lazy_gettext("This may be a telephone number"),
    "email": lazy_gettext("This may be an e-mail address"),
    "url": lazy_gettext("This may be a web address"),
    "handle": lazy_gettext("This may be a user name"),
    "birth_date": lazy_gettext("This may be a date of birth"),
}
OTHER_KIND = lazy_gettext("This may be a case or reference number")


@dataclass(frozen=True)
class Asked:
    """One prompt as the page shows it, with what was chosen in a form that came back."""

    prompt: Prompt
    kind: str
    choice: str
    instead: str
    error: str = ""

    @property
    def name(self) -> str:
        """The name of its choice in the form."""
        return f"prompt_{self.prompt.key}"


def list_asked(visit: Visit, *, is_checked: bool = False) -> list[Asked]:
    """Every prompt of an experience; in a form that was sent, with what is still to be decided."""
    own = list_own_answers(get_session(), visit.response, visit.key)
    return [_ask(prompt, is_checked=is_checked) for prompt in _list_all(visit, own)]


def list_prompt_errors(asked: Sequence[Asked]) -> list[dict[str, str]]:
    """What the error summary says of prompts."""
    return [{"text": one.error, "href": f"#{one.name}"} for one in asked if one.error]


def decide(visit: Visit) -> None:
    """Write the answers as was chosen in the form. Raises: Conflict (C205)."""
    own = list_own_answers(get_session(), visit.response, visit.key)
    prompts = _list_all(visit, own)
    decisions = {one.key: decision for one in prompts if (decision := _read(one))}
    apply_decisions(get_session(), visit.response, own, prompts, decisions, key=visit.key, now=get_now())


def ask_about_typed(visit: Visit, form: QuestionForm) -> list[Asked]:
    """Every prompt of words that were typed anew, in a form that was sent."""
    if request.method != "POST":
        return []
    return [_ask(prompt, is_checked=True) for prompt in _list_new(visit, form)]


def decide_typed(visit: Visit, form: QuestionForm) -> None:
    """Put what was chosen in the place of what was typed, before any of it is kept."""
    prompts = _list_new(visit, form)
    decisions = {one.key: decision for one in prompts if (decision := _read(one))}
    for question_id, text in rewrite(_list_typed(form), prompts, decisions).items():
        form[field_name(question_id)].data = text


def ask_about_words(typed: str, languages: Collection[str], *, before: str = "") -> list[Asked]:
    """Every prompt of words that answer no question, such as a message, in a form that was sent.

    before: what is kept of them so far, and was asked about then.
    """
    if request.method != "POST":
        return []
    is_checked = SWITCH_FIELD not in request.form  # whoever only switches language has still time to choose
    return [_ask(prompt, is_checked=is_checked) for prompt in _list_in(typed, languages, before)]


def decide_words(typed: str, languages: Collection[str], *, before: str = "") -> str:
    """The words as was chosen in the form; as typed where nothing was."""
    prompts = _list_in(typed, languages, before)
    decisions = {one.key: decision for one in prompts if (decision := _read(one))}
    return rewrite({WORDS.id: typed}, prompts, decisions)[WORDS.id]


def list_languages_of(visit: Visit) -> tuple[str, ...]:
    """The languages of the experience as it is kept; of an event, all that were spoken."""
    session, response = get_session(), visit.response
    own, event = list_own_answers(session, response, visit.key), find_event(session, visit.opened)
    declared = list_languages(response, own, get_provenance(session, response.id, visit.key))
    return tuple(sorted({*declared, *(event.languages if event else ())}))


def _list_in(typed: str, languages: Collection[str], before: str) -> list[Prompt]:
    kept = [OwnAnswer(WORDS.id, before, "", None)]
    return list_new_prompts([WORDS], kept, {WORDS.id: typed}, languages)


def _list_all(visit: Visit, own: Sequence[OwnAnswer]) -> list[Prompt]:
    return list_prompts(visit.definition.questions(), own, list_languages_of(visit))


def _list_new(visit: Visit, form: QuestionForm) -> list[Prompt]:
    own = list_own_answers(get_session(), visit.response, visit.key)
    asked = {one.id: one for one in (*visit.definition.questions(), *form.page.questions)}
    return list_new_prompts(asked.values(), own, _list_typed(form), list_languages_of(visit))


def _list_typed(form: QuestionForm) -> dict[str, str]:
    return {id: answer for id, answer in form.answers().items() if isinstance(answer, str)}


def find_few(visit: Visit) -> SpeakerFigure | None:
    """The published figure, where few people of a chosen area speak a language of the experience.

    That it was told in, where somebody else wrote it down, is one of them; the smallest figure is shown.
    """
    pairs = product(_list_areas(visit), list_languages_of(visit))
    figures = (find_few_speakers(get_session(), area=area, language=language) for area, language in pairs)
    return min(filter(None, figures), key=lambda one: one.people, default=None)


def _list_areas(visit: Visit) -> list[str]:
    """Where whoever told it lives; of an event, everywhere that its people do."""
    session = get_session()
    event, own = find_event(session, visit.opened), list_own_answers(session, visit.response, visit.key)
    chosen = [str(one.value) for one in own if one.question_id == PLACE_QUESTION and one.value]
    return [*chosen, *(event.areas if event else ())]


def _ask(prompt: Prompt, *, is_checked: bool) -> Asked:
    name = f"prompt_{prompt.key}"
    asked = Asked(
        prompt,
        str(KINDS.get(prompt.kind, OTHER_KIND)),
        request.form.get(name, ""),
        request.form.get(f"{name}_instead", ""),
    )
    if not is_checked or _read(prompt) is not None or REST_FIELD in request.form:
        return asked
    return Asked(prompt, asked.kind, asked.choice, asked.instead, _say_missing(asked))


def _say_missing(asked: Asked) -> str:
    """The words are set apart: where the sentence runs to the left, a number in it would be turned round."""
    words = f"{ISOLATED}{asked.prompt.words}{ISOLATED_END}"
    if asked.choice == PromptChoice.CHANGE:
        return gettext("Write what to put in place of “%(words)s”", words=words)
    return gettext("Choose what to do with “%(words)s”", words=words)


def _read(prompt: Prompt) -> Decision | None:
    """What was chosen; None for nothing, or for a change without the words to put there."""
    chosen = request.form.get(f"prompt_{prompt.key}", "")
    instead = request.form.get(f"prompt_{prompt.key}_instead", "").strip()
    if chosen not in set(PromptChoice) or (chosen == PromptChoice.CHANGE and not instead):
        return None
    return Decision(PromptChoice(chosen), instead)
