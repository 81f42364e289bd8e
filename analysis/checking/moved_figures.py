"""What a document gives beside what was given before: a difference of few would give them away.

What moves is how many said something, or how many of the same base did not. That a base grew by one tells
that one more was received, which each version says on purpose; it holds nothing back by itself.
"""

from analysis.checking.given_numbers import Given
from analysis.drafting.figures import Rules, is_small


def has_moved_few(now: Given, before: Given, rules: Rules) -> bool:
    """Whether so few more, or fewer, did or did not: fewer than the small number, and somebody.

    Of two numbers that are both said to be few there is nothing to subtract. A sum that is another tells what
    somebody gave, or changed, unless only those moved it who agreed to be named, or it is of so many more or
    fewer numbers of others, noughts apart, that it could be anybody's.
    """
    if (now.public and before.public) or (now.is_few and before.is_few):
        return False
    if now.is_size:
        return _tells_a_number(now, before, rules)
    return any(is_small(abs(gap), rules) for gap in _list_gaps(now, before))


def is_near(now: Given, before: Given, rules: Rules) -> bool:
    """Whether an earlier number may be given in the place of the one of now: it says the same still.

    Not where it was nought and is not, and not where it or what it is out of moved by more than few. Sizes
    may lie far apart: one return more adds what it gave.
    """
    if before.is_size:
        return True
    bases = () if now.base is None or before.base is None else (now.base - before.base,)
    gaps = (now.count - before.count, *bases)
    return all(abs(gap) < rules.small_number for gap in gaps) and (before.count > 0 or not now.count)


def _tells_a_number(now: Given, before: Given, rules: Rules) -> bool:
    if now.rest is None or before.rest is None:
        return now.count != before.count
    if now.rest == before.rest:
        return False
    above, before_above = now.rest.above, before.rest.above
    return above is None or before_above is None or abs(above - before_above) < rules.small_number


def _list_gaps(now: Given, before: Given) -> list[int]:
    counts = now.count - before.count
    if now.base is None or before.base is None:
        return [counts]
    return [counts, (now.base - now.count) - (before.base - before.count)]
