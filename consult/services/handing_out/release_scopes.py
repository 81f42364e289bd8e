"""Whom and which answers a table counts, and what a reader can subtract from one another.

Only tables that are parts of one another can be. What is said on one question is no part of what is said on
another: the same people may raise a theme in both, in one or in none, and no difference of the two counts is
anybody. The same holds of returns and experiences. All questions hold each of them, and both kinds hold each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from analysis.tables.since import Published
from consult.services.handing_out.release_floors import list_floors
from consult.services.handing_out.summed_releases import add_up

RETURNS, EXPERIENCES, BOTH = "returns", "experiences", "both"


@dataclass(frozen=True)
class Scope:
    """who: returns, experiences or both. question: the government's number; empty for all questions."""

    who: str
    question: str = ""

    def is_apart_from(self, other: "Scope") -> bool:
        """Whether nothing is counted in both."""
        by_who = self.who != other.who and BOTH not in (self.who, other.who)
        return by_who or (self.question != other.question and bool(self.question and other.question))

    def holds(self, other: "Scope") -> bool:
        """Whether everything that the other counts is counted here too."""
        return self.who in (BOTH, other.who) and self.question in ("", other.question)


@dataclass(frozen=True)
class Scoped:
    """Something that was published, and what it is of."""

    scope: Scope
    published: Published


def list_related(released: Sequence[Scoped], scope: Scope, questions: Sequence[str] = ()) -> list[Published]:
    """List what a table of this scope has to be guarded against, of all that was published, in its order.

    A table of a part is to it as one of the same people earlier, when they were fewer. questions: all
    numbers, where each answer counted is to one of them. Otherwise none: what is left of all may then be an
    answer to no question.
    """
    least = _list_least(_take_last(released), scope, questions)
    return [*list_pairs(released, scope), *list_by_kind(released, scope), *least]


def list_pairs(released: Sequence[Scoped], scope: Scope) -> list[Published]:
    """List each that has some of the same people in it, as of others where not all are in this scope."""
    found = [one for one in released if not one.scope.is_apart_from(scope)]
    return [
        replace(
            one.published,
            is_of_others=not scope.holds(one.scope),
            is_of_same_answers=one.scope.question == scope.question,
        )
        for one in found
    ]


def list_by_kind(released: Sequence[Scoped], scope: Scope) -> list[Published]:
    """What returns and experiences come to together, or one of them is at most, beside two other tables."""
    last = [one for one in _take_last(released) if not one.scope.is_apart_from(scope)]
    if scope.who == BOTH:
        kinds = [[one for one in last if one.scope.who == who] for who in (RETURNS, EXPERIENCES)]
        return [
            replace(
                add_up([one.published, other.published], ()),
                is_of_others=not (scope.holds(one.scope) and scope.holds(other.scope)),
            )
            for one, other in product(*kinds)
            if not one.scope.is_apart_from(replace(other.scope, who=BOTH))
        ]
    wholes = [one for one in last if one.scope.who == BOTH]
    others = [one for one in _take_last(released) if one.scope.who not in (BOTH, scope.who)]
    return [
        add_up([whole.published], [other.published])
        for whole, other in product(wholes, others)
        if not whole.scope.is_apart_from(other.scope)
    ]


def _take_last(released: Sequence[Scoped]) -> list[Scoped]:
    return list({(one.scope, one.published.columns): one for one in released}.values())


def _list_least(last: Sequence[Scoped], scope: Scope, questions: Sequence[str]) -> list[Published]:
    """What is left of all questions when every other one is taken off: so many it is at least."""
    if not scope.question:
        return []
    whole, others = replace(scope, question=""), [one for one in questions if one != scope.question]
    return [
        floor
        for one in last
        if one.scope == whole and one.published.groups
        for floor in list_floors(
            one.published, [_list_most(last, replace(scope, question=n), one) for n in others]
        )
    ]


def _list_most(last: Sequence[Scoped], scope: Scope, whole: Scoped) -> list[Published]:
    """What counts everything that these say on a question, by the same columns as the whole."""
    wanted = {scope, replace(scope, who=BOTH)}
    columns = whole.published.columns
    return [one.published for one in last if one.scope in wanted and one.published.is_by(columns)]
