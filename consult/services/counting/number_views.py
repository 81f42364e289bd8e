"""Whose view the numbers in a total are: an officer's, or approved; told where it gives nobody away."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.tables.tiers import COUNTED, Standing
from consult.models.readings import AnswerText
from consult.services.counting.number_questions import VIEWS

NOT_SAID = "Not said whose view"
Views = tuple[tuple[str, int], ...]


def name_view(row: AnswerText | None) -> str:
    """Whose view an answer says that a number is; empty where it does not."""
    return VIEWS.get(str(row.value), row.text) if row is not None else ""


def count_views(standings: Iterable[Standing], answers: Mapping[str, AnswerText], small_number: int) -> Views:
    """Count the numbers that are added by whose view they are. answers: by response.

    Nothing where nobody said, or where a count is a small one and not all agreed to be named.
    """
    counted = [one.given for one in standings if one.state == COUNTED]
    found = Counter(name_view(answers.get(one.key)) or NOT_SAID for one in counted)
    is_small = any(number < small_number for number in found.values())
    if found.keys() <= {NOT_SAID} or (is_small and not all(one.public for one in counted)):
        return ()
    return tuple(sorted(found.items(), key=lambda one: (one[0] == NOT_SAID, one[0])))


def count_views_without(
    standings: Sequence[Standing],
    own: Sequence[Standing],
    answers: Mapping[str, AnswerText],
    small_number: int,
) -> Views:
    """Count them again among those that stand in `own`; nothing where a count would differ by few."""
    before, after = (count_views(some, answers, small_number) for some in (standings, own))
    then, now = dict(before), dict(after)
    is_few = any(0 < abs(then.get(name, 0) - now.get(name, 0)) < small_number for name in {**then, **now})
    are_known = all(one.given.public for one in (*standings, *own) if one.state == COUNTED)
    if not (before and after) or (is_few and not are_known):
        return ()
    return tuple((name, now.get(name, 0)) for name in {**then, **now})


def count_views_together(
    kinds: Sequence[Sequence[Standing]], answers: Mapping[str, AnswerText], small_number: int
) -> Views:
    """Count those of councils and of other bodies in one: only where both may be told apart too.

    The file tells them apart: what it hides of one kind would be the sum less the other.
    """
    if any(_is_said(some, answers) and not count_views(some, answers, small_number) for some in kinds):
        return ()
    return count_views(_join(kinds), answers, small_number)


def count_views_together_without(
    kinds: Sequence[Sequence[Standing]],
    own: Sequence[Sequence[Standing]],
    answers: Mapping[str, AnswerText],
    small_number: int,
) -> Views:
    """Count them in one again, by the same rule, among those of each kind that stand in `own`."""
    pairs = [pair for pair in zip(kinds, own, strict=True) if _is_said(pair[0], answers)]
    told = (count_views_without(*pair, answers, small_number) for pair in pairs)
    if not count_views_together(kinds, answers, small_number) or not all(told):
        return ()
    return count_views_without(_join(kinds), _join(own), answers, small_number)


def _is_said(standings: Iterable[Standing], answers: Mapping[str, AnswerText]) -> bool:
    """Whether anybody whose number is added said whose view it is."""
    return any(one.state == COUNTED and name_view(answers.get(one.given.key)) for one in standings)


def _join(kinds: Iterable[Sequence[Standing]]) -> list[Standing]:
    return [one for some in kinds for one in some]


def say_views(views: Views) -> str:
    """The counts in one line."""
    return "; ".join(f"{name}: {number:,}" for name, number in views)
