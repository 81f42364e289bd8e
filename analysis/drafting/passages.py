"""What became of passages, in plain sentences: how many are in no theme, and how many were kept out."""

from analysis.drafting.figures import Rules, write_number
from analysis.drafting.statements import Counted, Figure

LEFTOVER, KEPT_OUT = "leftover", "kept_out"
UNSETTLED, BY_PERSON = "unsettled", "by_person"
"""Passages kept out: personal data in them that nobody decided about, and that somebody keeps out."""
RETURNS, EXPERIENCES = "returns", "experiences"


def count_leftover(count: int, base: int, of: str, *, withheld: bool) -> Counted:
    """Make the evidence of passages in no theme. of: returns or experiences."""
    return Counted(LEFTOVER, (Figure(LEFTOVER, count, base, group=of, withheld=withheld),))


def count_kept_out(unsettled: int, by_person: int, base: int) -> Counted:
    """Make the evidence of passages of returns kept out of quotations. base: those that are in themes."""
    numbers = ((UNSETTLED, unsettled), (BY_PERSON, by_person))
    return Counted(KEPT_OUT, tuple(Figure(KEPT_OUT, count, base, group=group) for group, count in numbers))


def say_leftover(evidence: Counted, _rules: Rules) -> str:
    """Say how many passages are in no theme, or that it is not shown."""
    figure = evidence.figures[0]
    if figure.withheld:
        return (
            f"How many passages in {figure.group} are in no theme is not shown: it could point to somebody."
        )
    if not figure.count:
        return f"Every passage in {figure.group} is in a theme; there are {write_number(figure.base)}."
    are = "is" if figure.count == 1 else "are"
    of = f"Of {_count(figure.base)} in {figure.group}"
    return f"{of}, {write_number(figure.count)} {are} in no theme, and so in no count of themes."


def say_kept_out(evidence: Counted, _rules: Rules) -> str:
    """Say how many passages were kept out of quotations for personal data, and by whom."""
    unsettled, by_person = evidence.figures
    of = f"Of {_count(unsettled.base)} in returns that are in themes"
    if not unsettled.count and not by_person.count:
        return f"{of}, none was kept out of quotations for personal data found in it."
    return (
        f"{of}, {_were(unsettled.count)} kept out of quotations because nobody has decided about personal "
        f"data found in them, and {_were(by_person.count)} kept out by a person. What was not looked through "
        "for quotations is in neither number."
    )


def _were(count: int) -> str:
    return f"{write_number(count)} {'was' if count == 1 else 'were'}"


def _count(number: int) -> str:
    return f"{write_number(number)} {'passage' if number == 1 else 'passages'}"
