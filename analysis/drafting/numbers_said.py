"""What returns answered to a question for a number, in sentences: sizes only where they may be told.

Nought is a number that was given; a blank is none. A number that is in a county's is said not to be added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analysis.drafting.figures import (
    Rules,
    join_words,
    start_sentence,
    write_count,
    write_counted,
    write_number,
)
from analysis.drafting.statements import Counted, Figure
from analysis.tables.rests import Rest, read_rest, write_rest

NUMBERS = "numbers"
COUNT, SIZE = "number", "size"
"""Measures: how many numbers there are, and how large they or their sum is. A size counts nobody."""
GIVEN, BLANK, ADDED, INSIDE, EARLIER, TWICE = "given", "blank", "added", "inside", "earlier", "twice"
NOUGHT, TOTAL, LEAST, MOST = "nought", "total", "least", "most"
COUNCILS, OTHERS = "councils", "others"
SUMS = (TOTAL, COUNCILS, OTHERS)
"""Sizes that add numbers up; the others are of single ones, told where all that are added may be named."""
_ALL, _OWN, _BETWEEN = "", " leaving out shared wording", " between both"
NOT_TOLD = " What they all come to is not shown, because it could give one body’s number away."


NOT_TOLD_AGAIN = (
    " What they come to leaving out shared wording is not shown: beside the first total it could give one "
    "body’s number away."
)


@dataclass(frozen=True)
class Own:
    """The same without returns of nothing but shared wording; None: it may not be told beside the first.

    added: how many numbers the total is of. rests: as in `Numbers`; between: of what lies between its sums
    and these.
    """

    given: int | None = None
    total: int | None = None
    least: int | None = None
    most: int | None = None
    councils: int | None = None
    others: int | None = None
    added: int | None = None
    rests: Mapping[str, Rest] = field(default_factory=dict)
    between: Mapping[str, Rest] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one question. given, blank: returns; what is given is added, in a county's or earlier.

    perhaps_twice: added, and may be in the number of one of several counties too. total, least, most and
    noughts: None where they may not be told. councils, others: what the numbers of these come to, where it
    may be told of them alone. tells_states: whether how they are counted may be told. own: without shared
    wording; None where there is none. rests: of sums that may be told, what is left without those who agreed
    to be named: to compare with other versions, and never said.
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
    own: Own | None = None
    rests: Mapping[str, Rest] = field(default_factory=dict)


def count_numbers(found: Numbers) -> Counted:
    """Make the evidence; what may not be told is in it as nought that is withheld, and never as it is."""
    base = found.given + found.blank
    counts = {GIVEN: found.given, BLANK: found.blank}
    states = {ADDED: found.added, INSIDE: found.inside, EARLIER: found.earlier, TWICE: found.perhaps_twice}
    sizes = {TOTAL: found.total, LEAST: found.least, MOST: found.most, NOUGHT: found.noughts}
    sizes |= {COUNCILS: found.councils, OTHERS: found.others}
    told = {**counts, **{name: count if found.tells_states else None for name, count in states.items()}}
    figures = [_make(COUNT, name, count, base, found) for name, count in told.items()]
    figures += [_make(SIZE, name, size, found.added, found) for name, size in sizes.items()]
    own = found.own
    kept = {_ALL: found.rests, **({_OWN: own.rests, _BETWEEN: own.between} if own else {})}
    names = [(_name_rest(of, where), write_rest(rest)) for where in kept for of, rest in kept[where].items()]
    return Counted(NUMBERS, (*figures, *(_count_own(found, own) if own else ())), tuple(names))


def list_kept_rests(evidence: Counted, figure: Figure) -> tuple[Rest | None, Rest | None]:
    """What is left of a size without those who agreed to be named, and of what lies between it and the other.

    None where that was not kept.
    """
    of, where = figure.group if figure.group in SUMS else TOTAL, _OWN if figure.without_campaigns else _ALL
    rest, between = (read_rest(evidence.name(_name_rest(of, one))) for one in (where, _BETWEEN))
    return rest, between


def _name_rest(of: str, where: str) -> str:
    return f"rest of {of}{where}"


def _count_own(found: Numbers, own: Own) -> list[Figure]:
    """The same without shared wording; of what is withheld not even the base is kept, for it would tell."""
    sizes = {TOTAL: own.total, LEAST: own.least, MOST: own.most, COUNCILS: own.councils, OTHERS: own.others}
    told = [_make(COUNT, GIVEN, own.given, own.given or 0, found)]
    told += [
        _make(SIZE, name, size, 0 if size is None else own.added or 0, found) for name, size in sizes.items()
    ]
    return [replace(one, without_campaigns=True) for one in told]


def _make(measure: str, name: str, count: int | None, base: int, found: Numbers) -> Figure:
    # of those who left it blank nobody agreed to anything
    is_public = measure == SIZE or (found.public and name != BLANK)
    is_withheld = count is None
    return Figure(
        measure, count or 0, base, found.question_id, group=name, public=is_public, withheld=is_withheld
    )


def say_numbers(evidence: Counted, rules: Rules) -> str:
    """Say how many gave a number and left it blank, what they come to, and which are not added again."""
    by_name = {figure.group: figure for figure in evidence.figures if not figure.without_campaigns}
    own = {figure.group: figure for figure in evidence.figures if figure.without_campaigns}
    given = start_sentence(write_counted(by_name[GIVEN], "return", "returns", rules))
    return f"{given} gave a number{_say_blank(by_name[BLANK], rules)}." + "".join(
        (
            _say_sizes(by_name),
            *(_say_state(by_name[name], rules) for name in _STATES),
            _say_own(own, rules, is_total_told=not by_name[TOTAL].withheld) if own else "",
        )
    )


def _say_own(own: dict[str, Figure], rules: Rules, *, is_total_told: bool) -> str:
    """What is left without shared wording, as far as it may be told beside the first numbers."""
    given, total, least, most = (own[name] for name in (GIVEN, TOTAL, LEAST, MOST))
    if not given.count and not given.withheld:
        return " Leaving out shared wording, none gave a number."
    said = [] if given.withheld else [f"{write_count(given, rules)} gave a number"]
    if not total.withheld:
        span = f" (from {write_number(least.count)} to {write_number(most.count)})"
        said.append(
            f"those that are added come to {write_number(total.count)}{'' if most.withheld else span}"
        )
    for name, whose in ((COUNCILS, "councils"), (OTHERS, "other bodies")):
        if not own[name].withheld:
            said.append(f"the numbers of {whose} come to {write_number(own[name].count)}")
    told = f" Leaving out shared wording, {join_words(said)}." if said else ""
    return told + (NOT_TOLD_AGAIN if is_total_told and total.withheld else "")


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
