"""From a questionnaire to what stands on its sheets of paper, in one language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.answers import Shown
from forms.definitions import Page, Question, Questionnaire
from forms.kinds import get_handler
from forms.paper import words
from forms.paper.blanks import ONE_LINE, Blank, Shape
from forms.paper.conditions import Numbered, Told, tell_condition
from forms.wording import Wording

MOST_CHOICES = 60
"""A longer list is not printed: it would fill pages, and nobody finds a choice in it by hand."""


@dataclass(frozen=True)
class Asked:
    """One question or note as it is printed.

    number: counted over the whole paper, 0 for a note; code: its id, for whoever types the answer in.
    texts: hint, guidance and instruction; conditions: when it is asked, from the outermost group inwards.
    """

    number: int
    code: str
    label: Shown
    texts: tuple[Shown, ...]
    conditions: tuple[Told, ...]
    is_required: bool
    blank: Blank
    parts: tuple[str, ...] = ()
    choices: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Section:
    """What stands together under one heading; the heading may be empty."""

    heading: Shown
    asked: tuple[Asked, ...]


def number_questions(pages: Iterable[Page]) -> dict[str, Numbered]:
    """Number what is asked, in order; the paper and where it is typed in have the same numbers."""
    asked = (one for page in pages for one in page.questions if one.is_answerable)
    return {question.id: Numbered(number, question) for number, question in enumerate(asked, 1)}


def list_sections(form: Questionnaire, wording: Wording) -> list[Section]:
    """List the pages of a questionnaire as sections of a paper.

    Conditions that a sentence can say are said; of others people are told to judge for themselves.
    """
    numbered = number_questions(form.pages)
    groups = {group.id: group for group in form.groups}

    def list_conditions(question: Question) -> tuple[Told, ...]:
        found, id = [question.relevant], question.group_id
        while id:
            found.insert(0, groups[id].relevant)
            id = groups[id].parent_id
        return tuple(tell_condition(one, numbered, wording) for one in found if one)

    return [
        Section(
            wording.find(page.title),
            tuple(_lay_out(one, numbered, list_conditions(one), wording) for one in page.questions),
        )
        for page in form.pages
    ]


def list_plain_section(page: Page, wording: Wording) -> Section:
    """Lay out a page without numbers or codes: who answers, how it may be used."""
    asked: Sequence[Asked] = [_lay_out(one, {}, (), wording) for one in page.questions]
    return Section(wording.find(page.title), tuple(replace(one, code="") for one in asked))


def _lay_out(
    question: Question, numbered: Mapping[str, Numbered], conditions: tuple[Told, ...], wording: Wording
) -> Asked:
    blank, choices = _find_blank(question), question.choices
    instruction = wording.own(blank.instruction, **blank.values) if blank.instruction else ("", "")
    if len(choices) > MOST_CHOICES:
        blank, instruction = ONE_LINE, wording.own(words.TOO_MANY_CHOICES, count=f"{len(choices):,}")
        choices = ()
    texts = (wording.find(question.hint), wording.find(question.guidance), instruction)
    number = numbered[question.id].number if question.id in numbered else 0
    return Asked(
        number=number,
        code=question.id if question.is_answerable else "",
        label=_find_label(question, number, wording),
        texts=tuple(text for text in texts if text[0]),
        conditions=conditions,
        is_required=question.required,
        blank=blank,
        parts=tuple(wording.say(part) for part in blank.parts),
        choices=tuple(wording.find(one.label or {"": one.name}) for one in choices),
    )


def _find_label(question: Question, number: int, wording: Wording) -> Shown:
    """Return what is asked; a question without words is headed by its number: no heading can be empty."""
    label = wording.find(question.label)
    return label if label[0].strip() or not number else (str(number), "")


def _find_blank(question: Question) -> Blank:
    blank = get_handler(question.kind).leave_blank(question)
    is_listed = blank.shape in (Shape.ONE_OF, Shape.ANY_OF, Shape.RANKED)
    return blank if question.choices or blank.parts or not is_listed else ONE_LINE
