"""Questions with the same choices as rows of one table; to a screen reader each is one of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from forms.definitions import Page, Question
from forms.handlers.base import Told
from forms.handlers.finding import LONG_LIST
from forms.handlers.select_one import LIST_APPEARANCES
from forms.kinds import get_handler
from forms.paging import TABLE
from forms.widgets import Params
from forms.wording import Wording

ROWS = (Told.ONE_CHOICE, Told.CHOICES)


@dataclass(frozen=True)
class Part:
    """One question or note of a page: the template that shows it and what it is shown with."""

    question: Question
    template: str
    params: Params


def group_rows(page: Page) -> Iterator[tuple[Question, ...]]:
    """List the questions of a page in order, those together that are rows of one table."""
    if page.appearance != TABLE:
        yield from ((question,) for question in page.questions)
        return
    for key, run in groupby(page.questions, _find_columns):
        rows = tuple(run)
        yield from ([rows] if key else [(one,) for one in rows])


def table_params(first: Question, parts: Sequence[Part], wording: Wording) -> Params:
    """Return the words over the columns, and each row with the parameters of its own component."""
    heads = (wording.find(choice.label or {"": choice.name}) for choice in first.choices)
    return {
        "heads": [wording.mark_up(head) for head in heads],
        "is_many": get_handler(first.kind).tells is Told.CHOICES,
        "rows": [_make_row(part.params) for part in parts],
    }


def _find_columns(question: Question) -> tuple[str, ...]:
    """Return its kind and choices where it can be a row, nothing for any other."""
    names = tuple(choice.name for choice in question.choices)
    is_shown = 0 < len(names) <= LONG_LIST and not LIST_APPEARANCES & set(question.appearance.split())
    is_row = is_shown and get_handler(question.kind).tells in ROWS
    return (question.kind, *names) if is_row else ()


def _make_row(params: Params) -> Params:
    legend = params["fieldset"]["legend"] | {"classes": "govuk-fieldset__legend--s"}
    return params | {"formGroup": {"classes": "matrix__row"}, "fieldset": {"legend": legend}}
