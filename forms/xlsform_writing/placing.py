"""From pages, groups and values to lines: where each group begins and ends, so that reading gives the same.

A page of one question, with notes before it, is lines without a group of its own; its title is that of a
group round it. Any other page is a group with the appearance "field-list". Groups with a condition stand
round what they hold: they begin and end once where the form is a tree, as everything is that was read; where
it is none, a group is begun again under another name, with the same condition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.definitions import Calculation, ConditionalGroup, Page, Question, Questionnaire, Text
from forms.paging import ONE_PAGE
from forms.xlsform_writing.lines import Begin, End, Line
from forms.xlsform_writing.naming import Names

Chain = tuple[str, ...]
"""Groups with a condition that stand in one another, from the outermost."""


@dataclass(frozen=True)
class _Open:
    """A group that has begun: its id where it has a condition, else the title of the pages in it."""

    id: str = ""
    title: tuple[tuple[str, str], ...] = ()


def list_lines(definition: Questionnaire) -> list[Line]:
    """Return the lines of a form in an order in which each group begins before what it holds."""
    return list(_Placer(definition).place())


class _Placer:
    def __init__(self, definition: Questionnaire) -> None:
        self.definition = definition
        self.names = Names(definition)
        self.groups = {one.id: one for one in definition.groups}
        self.waiting = [*definition.groups]
        self.values = [*definition.calculations]
        self.open: list[_Open] = []
        self.begun: set[str] = set()
        self.left = [self._find_chain(one.group_id) for page in definition.pages for one in page.questions]
        self.inside: dict[str, int] = {}
        for chain in self.left:
            for id in chain:
                self.inside[id] = self.inside.get(id, 0) + 1

    def place(self) -> Iterator[Line]:
        """List the lines of all pages, then groups and values that no question follows."""
        for number, page in enumerate(self.definition.pages, start=1):
            is_last = number == len(self.definition.pages)
            yield from self._place_plain(page) if _is_plain(page, is_last) else self._place_whole(page)
        while self.values or self.waiting:
            first = self.waiting[0] if self.waiting else None
            chain = self._find_chain(self.values[0].group_id if self.values else first.id if first else "")
            yield from self._go_to(chain)
            yield from self._work_out()
        yield from self._go_to(())
        yield from self._close_titles()

    def _place_plain(self, page: Page) -> Iterator[Line]:
        *notes, last = page.questions
        chain, title = self._find_chain(last.group_id), _freeze(page.title)
        for note in notes:
            if self._find_chain(note.group_id) == chain and self._is_under(title, chain):
                yield from self._ask(note)
            else:
                yield from self._close_titles()
                yield from self._go_to(self._find_chain(note.group_id))
                yield from self._ask(note)
        if not self._is_under(title, chain):
            yield from self._close_titles()
            yield from self._go_to(chain)
            if title:
                self.open.append(_Open(title=title))
                yield Begin(self.names.make("section"), page.title)
        yield from self._ask(last)

    def _place_whole(self, page: Page) -> Iterator[Line]:
        outside, inside = self._divide(page)
        yield from self._close_titles()
        for note in outside:
            yield from self._go_to(self._find_chain(note.group_id))
            yield from self._ask(note)
        base = _find_common([self._find_chain(one.group_id) for one in inside])
        is_group = bool(base) and base[-1] == page.id and self._is_all(page.id, inside)
        yield from self._go_to(base[:-1] if is_group else base)
        depth = len(self.open)
        if is_group:
            yield from self._begin_empty(self.groups[page.id])
            yield from self._begin(self.groups[page.id], page)
        else:
            self.open.append(_Open(title=(("page", page.id),)))
            yield self._begin_page(page)
        for one in inside:
            yield from self._go_to(self._find_chain(one.group_id), depth + 1)
            yield from self._ask(one)
        while len(self.open) > depth:
            yield from self._close()

    def _divide(self, page: Page) -> tuple[Sequence[Question], Sequence[Question]]:
        """Set the notes apart that lead to a page from outside of the groups that all the rest stands in."""
        asked = [place for place, one in enumerate(page.questions) if one.is_answerable]
        first = asked[0] if asked else max(len(page.questions) - 1, 0)
        base = _find_common([self._find_chain(one.group_id) for one in page.questions[first:]])
        apart = [n for n in range(first) if self._find_chain(page.questions[n].group_id)[: len(base)] != base]
        place = apart[-1] + 1 if apart else 0
        return page.questions[:place], page.questions[place:]

    def _is_all(self, id: str, questions: Sequence[Question]) -> bool:
        """Tell whether a group that has not begun holds these questions, and no other."""
        return id not in self.begun and self.inside.get(id) == len(questions)

    def _begin_page(self, page: Page) -> Begin:
        appearance = page.appearance or ONE_PAGE
        if self.names.keep(page.id):
            return Begin(page.id, page.title, appearance)
        return Begin(self.names.make("page"), page.title, appearance, page_id=page.id)

    def _go_to(self, chain: Chain, floor: int = 0) -> Iterator[Line]:
        """Close and begin groups until exactly these are open. floor: how many stay open in any case."""
        yield from self._work_out()
        while len(self.open) > floor and (self._chain != chain[: len(self._chain)] or not self.open[-1].id):
            yield from self._close()
        while self._chain != chain:
            following = self.groups[chain[len(self._chain)]]
            yield from self._begin_empty(following)
            yield from self._begin(following)

    def _begin_empty(self, before: ConditionalGroup | None = None) -> Iterator[Line]:
        """Begin and end the groups in the innermost that no question stands in, up to one of them."""
        parent = self._chain[-1] if self._chain else ""
        for group in [*self.waiting]:
            if before is not None and group.id == before.id:
                break
            if group.parent_id == parent and not self.inside.get(group.id) and group in self.waiting:
                yield from self._begin(group)
                yield from self._close()

    def _begin(self, group: ConditionalGroup, page: Page | None = None) -> Iterator[Line]:
        name = self.names.make(group.id) if group.id in self.begun else group.id
        self.begun.add(group.id)
        if group in self.waiting:
            self.waiting.remove(group)
        self.open.append(_Open(group.id))
        if page:
            yield Begin(name, page.title, page.appearance or ONE_PAGE, group.relevant)
        else:
            yield Begin(name, relevant=group.relevant)
        yield from self._work_out()

    def _close(self) -> Iterator[Line]:
        if self.open[-1].id:
            yield from self._begin_empty()
        yield from self._work_out()
        self.open.pop()
        yield End()

    def _close_titles(self) -> Iterator[Line]:
        while self.open and not self.open[-1].id:
            yield from self._close()

    def _ask(self, question: Question) -> Iterator[Line]:
        for id in self._find_chain(question.group_id):
            self.inside[id] -= 1
        yield question
        yield from self._work_out()

    def _work_out(self) -> Iterator[Calculation]:
        """List the next values as long as they stand in the innermost group."""
        parent = self._chain[-1] if self._chain else ""
        while self.values and self.values[0].group_id == parent:
            yield self.values.pop(0)

    @property
    def _chain(self) -> Chain:
        return tuple(one.id for one in self.open if one.id)

    def _is_under(self, title: tuple[tuple[str, str], ...], chain: Chain) -> bool:
        """Tell whether a line can follow as it is: under this title, in these groups."""
        written = self.open[-1].title if self.open else ()
        return self._chain == chain and written == title

    def _find_chain(self, id: str) -> Chain:
        found: list[str] = []
        while id:
            found.append(id)
            id = self.groups[id].parent_id
        return tuple(reversed(found))


def _is_plain(page: Page, is_last: bool) -> bool:
    """Tell whether a page needs no group of its own: one question, after notes; at the end notes alone."""
    if not page.questions or page.appearance or page.id != page.questions[-1].id:
        return False
    *notes, last = page.questions
    return (last.is_answerable or is_last) and not any(one.is_answerable for one in notes)


def _find_common(chains: Sequence[Chain]) -> Chain:
    common = chains[0] if chains else ()
    for chain in chains:
        while chain[: len(common)] != common:
            common = common[:-1]
    return common


def _freeze(title: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(title.items()))
