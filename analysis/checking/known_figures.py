"""What a draft gives as its figures: what typed numbers are compared with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.checking.typed_text import names
from analysis.drafting.figures import Rules, is_small, leaves_few
from analysis.drafting.numbers_said import SIZE
from analysis.drafting.statements import Counted, Figure
from analysis.months import MONTHS

FEWEST_LETTERS = 5
"""A shorter label, such as Yes, is too common a word to stand for what was chosen."""
Figures = tuple[Figure, ...]
OF_EXPERIENCES = {"experiences", "locked", "events"}
TOTALS = {"returns", "answered", "experiences"}
_NAMED_BY_NUMBER = re.compile(
    rf"\bquestions? [\w.]+|\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}|\d+(?:\.\d+)?%", re.IGNORECASE
)
"""What has a number in it that counts nothing: a question, a day, a share."""
_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?![\w])|(?<![\w.])\d+(?![\w])")


@dataclass(frozen=True)
class Named:
    """A theme, a choice or an ask by its label, with its figures, some without shared wording."""

    label: str
    figures: tuple[Figure, ...]

    @property
    def every(self) -> Figure:
        """The figure that counts everybody."""
        return self.figures[0]

    @property
    def own(self) -> Figure | None:
        """The figure that leaves shared wording out, where it is another."""
        found = next((one for one in self.figures if one.without_campaigns), None)
        return found if found is not None and found.count != self.every.count else None


@dataclass(frozen=True)
class Known:
    """figures: of every counted statement. given: numbers in what the program counted, tables included.

    named: what can be named in a sentence. base, told: how many returns and experiences a word for a share
    is out of where it stands; None where nothing is counted.
    """

    rules: Rules
    figures: tuple[Figure, ...] = ()
    given: frozenset[int] = frozenset()
    named: tuple[Named, ...] = ()
    base: int | None = None
    told: int | None = None

    def find_named(self, sentence: str) -> list[Named]:
        """What a sentence names."""
        return [one for one in self.named if names(sentence, one.label)]

    def list_numbers(self, *, of_experiences: bool) -> set[int]:
        """Every number that may be given of returns, or of experiences."""
        return {*self.given, *list_open(self._list_of(of_experiences), self.rules)}

    def list_hidden(self, *, of_experiences: bool) -> set[int]:
        """Counts that have to be protected and that the draft does not give.

        A small one is given only by a figure that is open: the same digit in a table may count anything.
        """
        figures = self._list_of(of_experiences)
        hidden = {one.count for one in figures if is_protected(one, self.rules)}
        large = {one for one in self.given if not is_small(one, self.rules)}
        return hidden - list_open(figures, self.rules) - large - {0, 1}

    @property
    def totals(self) -> set[int]:
        """How much was received in all, which may stand beside anything that is named."""
        every = [one for one in self.figures if one.measure in TOTALS and not one.group]
        return list_open(every, self.rules) | {one for one in (self.base, self.told) if one}

    def list_shares(self, *, of_experiences: bool) -> list[float]:
        """The shares, in per cent, of the figures that may be given."""
        shown = [
            one for one in self._list_of(of_experiences) if not is_protected(one, self.rules) and one.base
        ]
        return [100 * one.count / one.base for one in shown]

    def _list_of(self, of_experiences: bool) -> list[Figure]:
        counts = (one for one in self.figures if one.measure != SIZE)
        return [one for one in counts if is_of_experiences(one) is of_experiences]


def is_of_experiences(figure: Figure) -> bool:
    """Whether a figure counts what people told of their lives, and not returns."""
    return figure.measure in OF_EXPERIENCES or figure.group == "experiences"


def is_protected(figure: Figure, rules: Rules) -> bool:
    """Whether the number itself may not be given."""
    is_few = is_small(figure.count, rules) and not figure.public
    return figure.withheld or leaves_few(figure, rules) or is_few


def list_open(figures: Iterable[Figure], rules: Rules) -> set[int]:
    """The counts and the bases that may be given."""
    shown = {one.count for one in figures if not is_protected(one, rules)}
    return shown | {one.base for one in figures if not is_small(one.base, rules) or one.public}


def read_numbers(text: str) -> set[int]:
    """The whole numbers in a text that may count something."""
    return {int(found.replace(",", "")) for found in _NUMBER.findall(_NAMED_BY_NUMBER.sub(" ", text))}


def part_figures(named: Iterable[Named], rules: Rules, *, of_experiences: bool) -> tuple[Figures, Figures]:
    """The figures of what is named that have to be protected, and those that may be given.

    Nought is in neither: it tells of nobody, and stands where a number is not in the evidence at all.
    """
    counts = (figure for one in named for figure in one.figures if figure.count)
    about = [figure for figure in counts if is_of_experiences(figure) is of_experiences]
    hidden = tuple(one for one in about if is_protected(one, rules))
    return hidden, tuple(one for one in about if one not in hidden)


def name_figures(evidence: Iterable[Counted], themes: Mapping[str, str]) -> tuple[Named, ...]:
    """Gather what has a label. themes: the names that themes have now, by key."""
    found: dict[tuple[str, tuple[Figure, ...]], Named] = {}
    for one in evidence:
        first = one.figures[0] if one.figures else None
        label = "" if first is None else themes.get(first.theme_id) or one.name("label")
        if first is not None and len(label) >= FEWEST_LETTERS and first.measure in {"theme", "choice", "tag"}:
            same = tuple(figure for figure in one.figures if figure.group == first.group)
            found[label, same] = Named(label, same)
    return tuple(found.values())
