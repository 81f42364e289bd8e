"""Shares and groups as they read in a sentence, with the published words and small numbers protected."""

from dataclasses import replace

from analysis.drafting.figures import (
    JOINED,
    GroupCount,
    Rules,
    is_small,
    join_words,
    leaves_few,
    merge_small,
    write_count,
    write_number,
)
from analysis.drafting.statements import Figure

OTHER_SECTORS = "other sectors together"
VOUCHED = "vouched"
"""The group of a figure that counts only what came through community groups."""
_QUANTIFIED = {"majority": "a majority of", "less than half": "less than half of"}


def say_share(figure: Figure, things: str, rules: Rules) -> str:
    """Say how many of the things: "most returns that answered (34 of 43)", "9 of the 14 returns".

    things: a noun in the plural with what follows it, such as "returns that answered this question".
    """
    if figure.withheld or leaves_few(figure, rules):
        is_most = rules.least_silent > 1 and 2 * figure.count > figure.base
        return f"{'many' if is_most else 'some'} {things}"
    if figure.count == 0:
        return f"none of the {write_number(figure.base)} {things}" if figure.base > 1 else f"no {things}"
    if figure.count == figure.base and not _is_hidden(figure, rules):
        return _say_all(figure.base, things)
    shown, base = write_count(figure, rules), write_number(figure.base)
    if is_small(figure.base, rules) and not figure.public:
        return f"{shown} {things}"
    word = rules.quantify(figure.count, figure.base)
    if word is None:
        return f"{shown} of the {base} {things}"
    return f"{_QUANTIFIED.get(word, word)} {things} ({shown} of {base})"


def say_without_campaigns(figures: tuple[Figure, ...], rules: Rules) -> str:
    """Say what the count is without shared wording; nothing where no shared wording was counted.

    Where the two counts differ by a small number the second is not given: their difference would show it.
    Where only their bases do, because most who used it wrote more besides, it is given without its base.
    """
    if len(figures) < 2 or figures[0].base == figures[1].base or any(f.withheld for f in figures):
        return ""
    if any(leaves_few(one, rules) for one in (*figures, _find_shared(*figures[:2]))):
        return ""
    every, own = figures[0], figures[1]
    is_base_hidden = is_small(own.base, rules) or is_small(every.base - own.base, rules)
    if _has_small_gap(every, own, rules):
        return f" Fewer than {rules.small_number} of these used shared wording."
    if not own.base:
        return " All of them used shared wording."
    out_of = "" if is_base_hidden else f" of {write_number(own.base)}"
    return f" Leaving out shared wording, {write_count(own, rules) if own.count else 'none'}{out_of} did."


def tells_own(every: Figure, own: Figure, rules: Rules) -> bool:
    """Whether a sentence on both gives the count without shared wording as a number."""
    few = any(leaves_few(one, rules) for one in (every, own, _find_shared(every, own)))
    is_said = not (every.withheld or own.withheld or few) and every.base != own.base
    return is_said and not (is_small(own.count, rules) or _has_small_gap(every, own, rules))


def _find_shared(every: Figure, own: Figure) -> Figure:
    """What a reader gets by taking the second off the first: those of nothing but shared wording."""
    return replace(every, count=every.count - own.count, base=every.base - own.base)


def _has_small_gap(every: Figure, own: Figure, rules: Rules) -> bool:
    """Whether so few of these used shared wording that the second count would tell how many."""
    gap = every.count - own.count
    return is_small(gap, rules) or (gap == 0 and is_small(every.base - own.base, rules))


def say_vouched(figures: tuple[Figure, ...], rules: Rules) -> str:
    """Say how many came through community groups; only that, where they or the others are few."""
    part = find_part(figures, VOUCHED, rules)
    if part is None:
        return ""
    every, vouched = figures[0].count, part
    if every == vouched:
        return " All of them came through community groups."
    if not vouched:
        return " None of them came through a community group."
    if is_small(vouched, rules) or is_small(every - vouched, rules):
        return " Some of them came through community groups, the others by the open form."
    through, others = write_number(vouched), write_number(every - vouched)
    return f" {through} of them came through community groups, {others} by the open form."


def find_part(figures: tuple[Figure, ...], group: str, rules: Rules) -> int | None:
    """Find how many of what the first figure counts are of a group; None where nothing may be said of it."""
    if not figures[0].count or figures[0].withheld or is_small(figures[0].count, rules):
        return None
    return next((figure.count for figure in figures[1:] if figure.group == group), None)


def say_groups(figures: tuple[Figure, ...], names: dict[str, str], rules: Rules) -> str:
    """Say how a total divides by sector: "12 from councils, 9 from health bodies and 6 from others".

    Nothing of a total that is itself too small to give: its parts would give it.
    """
    groups = [GroupCount(f.group, names.get(f.group, f.group), f.count, f.public) for f in figures]
    merged = merge_small(groups, rules, others=OTHER_SECTORS)
    if len(merged) < 2 and len(groups) > 1 and any(JOINED in group.key for group in merged):
        return ""
    if any(is_small(group.count, rules) and not group.public for group in merged):
        return ""
    return join_words([f"{write_number(group.count)} from {group.label}" for group in merged])


def _is_hidden(figure: Figure, rules: Rules) -> bool:
    return is_small(figure.count, rules) and not figure.public


def _say_all(base: int, things: str) -> str:
    if base == 1:
        return f"all {things} (1 of 1)"
    return f"both {things}" if base == 2 else f"all {write_number(base)} {things}"
