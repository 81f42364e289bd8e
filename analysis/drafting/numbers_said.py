"""What returns answered to a question for a number, in sentences: sizes only where they may be told.

Nought is a number that was given; a blank is none. A number that is in a county's is said not to be added.
"""

from dataclasses import dataclass

from analysis.drafting.figures import Rules, start_sentence, write_counted, write_number
from analysis.drafting.statements import Counted, Figure

NUMBERS = "numbers"
COUNT, SIZE = "number", "size"
"""Measures: how many numbers there are, and how large they or their sum is. A size counts nobody."""
GIVEN, BLANK, ADDED, INSIDE, EARLIER, TWICE = "given", "blank", "added", "inside", "earlier", "twice"
NOUGHT, TOTAL, LEAST, MOST = "nought", "total", "least", "most"
COUNCILS, OTHERS = "councils", "others"
NOT_TOLD = " What they all come to is not shown, because it could give one body’s number away."


@dataclass(frozen=True)
class Numbers:
    """The numbers of one question. given, blank: returns; what is given is added, in a county's or earlier.

    perhaps_twice: added, and may be in the number of one of several counties too. total, least, most and
    noughts: None where they may not be told. councils, others: what the numbers of these come to, where it
    may be told of them alone. tells_states: whether how they are counted may be told.
    """

    question_id: str
    given: int
    blank: int
    added: int
    inside: int = 0
    earlier: int = 0
    perhaps_twice: int = 0
    total: int | None = None
    least: int | None = None
    most: int | None = None
    noughts: int | None = None
    councils: int | None = None
    others: int | None = None
    tells_states: bool = True
    public: bool = False


def count_numbers(found: Numbers) -> Counted:
    """Make the evidence; what may not be told is in it as nought that is withheld, and never as it is."""
    base = found.given + found.blank
    counts = {GIVEN: found.given, BLANK: found.blank}
    states = {ADDED: found.added, INSIDE: found.inside, EARLIER: found.earlier, TWICE: found.perhaps_twice}
    sizes = {TOTAL: found.total, LEAST: found.least, MOST: found.most, NOUGHT: found.noughts}
    sizes |= {COUNCILS: found.councils, OTHERS: found.others}
    told = {**counts, **{name: count if found.tells_states else None for name, count in states.items()}}
    figures = [_make(COUNT, name, count, base, found) for name, count in told.items()]
    return Counted(NUMBERS, (*figures, *(_make(SIZE, *one, found.added, found) for one in sizes.items())))


def _make(measure: str, name: str, count: int | None, base: int, found: Numbers) -> Figure:
    # of those who left it blank nobody agreed to anything
    is_public = measure == SIZE or (found.public and name != BLANK)
    is_withheld = count is None
    return Figure(
        measure, count or 0, base, found.question_id, group=name, public=is_public, withheld=is_withheld
    )


def say_numbers(evidence: Counted, rules: Rules) -> str:
    """Say how many gave a number and left it blank, what they come to, and which are not added again."""
    by_name = {figure.group: figure for figure in evidence.figures}
    given = start_sentence(write_counted(by_name[GIVEN], "return", "returns", rules))
    return f"{given} gave a number{_say_blank(by_name[BLANK], rules)}." + "".join(
        (_say_sizes(by_name), *(_say_state(by_name[name], rules) for name in _STATES))
    )


def _say_blank(blank: Figure, rules: Rules) -> str:
    return f"; {write_counted(blank, 'return', 'returns', rules)} left it blank" if blank.count else ""


def _say_sizes(by_name: dict[str, Figure]) -> str:
    total, least, most, nought = (by_name[name] for name in (TOTAL, LEAST, MOST, NOUGHT))
    if total.withheld:
        return NOT_TOLD + "".join(_say_part(by_name[name]) for name in (COUNCILS, OTHERS) if name in by_name)
    said = f" The numbers that are added come to {write_number(total.count)}"
    if not (least.withheld or most.withheld):
        said += f"; they go from {write_number(least.count)} to {write_number(most.count)}"
    if nought.count:
        said += f", and {write_number(nought.count)} of them {'is' if nought.count == 1 else 'are'} nought"
    return f"{said}."


def _say_part(figure: Figure) -> str:
    """What the numbers of one kind of body come to."""
    whose = "councils" if figure.group == COUNCILS else "other bodies"
    return "" if figure.withheld else f" Those of {whose} come to {write_number(figure.count)}."


_STATES = {
    INSIDE: "in the number of their county, and not added again",
    EARLIER: "in an earlier return of the same body, and not added again",
    TWICE: "added and may be in the number of one of several counties too",
}


def _say_state(figure: Figure, rules: Rules) -> str:
    if figure.withheld or not figure.count:
        return ""
    shown = start_sentence(write_counted(figure, "number is", "numbers are", rules))
    return f" {shown} {_STATES[figure.group]}."
