"""From questions and groups to pages: one thing a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from forms.definitions import Page, Question, Text

ONE_PAGE = "field-list"
TABLE = "table-list"
"""One page too, where questions with the same choices are shown as one table."""


@dataclass
class Group:
    """Questions that belong together; its label is the title of their pages.

    page_id: of the one page that it is, where that is not its own id.
    """

    id: str
    title: Text = field(default_factory=dict)
    appearance: str = ""
    items: "list[Question | Group]" = field(default_factory=list)
    page_id: str = ""


@dataclass(frozen=True)
class _Placed:
    question: Question
    title: Text
    page_id: str | None
    appearance: str = ""


def build_pages(items: Iterable[Question | Group]) -> tuple[Page, ...]:
    """Give every question its own page, with the notes before it.

    A group with the appearance "field-list" or "table-list" is one page. Other groups give their pages the
    title. Notes that nothing follows make a page of their own.
    """
    pages: list[Page] = []
    waiting: list[_Placed] = []
    for placed in _walk(items, {}):
        if placed.page_id and pages and pages[-1].id == placed.page_id:
            pages[-1] = _extend(pages[-1], placed.question)
        elif placed.question.is_answerable or placed.page_id:
            pages.append(_make_page(waiting, placed))
            waiting = []
        else:
            waiting.append(placed)
    if waiting:
        pages.append(_make_page(waiting[:-1], waiting[-1]))
    return tuple(pages)


def _walk(
    items: Iterable[Question | Group], title: Text, page_id: str | None = None, appearance: str = ""
) -> Iterator[_Placed]:
    for item in items:
        if isinstance(item, Question):
            yield _Placed(item, title, page_id, appearance)
        else:
            said = item.appearance.split()
            own_page = (item.page_id or item.id) if {ONE_PAGE, TABLE} & {*said} else None
            look = TABLE if TABLE in said else appearance
            yield from _walk(item.items, item.title or title, page_id or own_page, look)


def _make_page(waiting: list[_Placed], placed: _Placed) -> Page:
    questions = tuple(one.question for one in (*waiting, placed))
    return Page(placed.page_id or placed.question.id, placed.title, questions, placed.appearance)


def _extend(page: Page, question: Question) -> Page:
    return replace(page, questions=(*page.questions, question))
