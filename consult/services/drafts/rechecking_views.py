"""Look again at how quotations stand to what most chose: an answer or a theme may have changed since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import QUOTED, Quoted
from analysis.drafting.views import ANOTHER_SIDE, LEADS, ONE_SIDE, OTHERWISE
from consult.models.draft import Draft, Section
from consult.services.drafts.draft_record import Placed, Record
from consult.services.experiences.judging_quotations import Passage
from consult.services.quotations.minority_views import Stances, find_stances, find_views

UNMARKED = "A quotation that no words lead in to"
Told = Mapping[Passage, frozenset[str]]
"""How each passage stands to what most chose (views.LEADS), in each theme that it is in."""


def find_changed_views(draft: Draft, record: Record) -> list[tuple[str, str]]:
    """List, by section and statement, the quotations that nothing bears out any more as they are marked.

    One is borne out if it would be marked so in any theme that it is in now, or as a key point. Of words
    that may no longer be used nothing is said: they are left out anyway.
    """
    answered = {row.response_id for row in record.returns.rows}
    asked = [
        (section.key, key, quoted)
        for section in draft.sections
        for key, quoted in _list_quoted(section)
        if quoted.excerpt.response_id in answered
    ]
    now = tell_views(record, {quoted.excerpt.response_id for _, _, quoted in asked})
    return [(section_key, key) for section_key, key, quoted in asked if not _is_borne_out(quoted, now)]


def say_view(view: str) -> str:
    """The words that lead in to a quotation, or that there are none."""
    return LEADS[view] or UNMARKED


def tell_views(record: Record, response_ids: Collection[str]) -> Told:
    """Tell how each passage of these returns stands now, by the record alone."""
    stances, found = find_stances(record), defaultdict[Passage, set[str]](set)
    for asked in record.questions:
        answers = [row.answer_id for row in record.list_answers(asked.open_ids)]
        placed = record.found.list_placed(answers)
        for one, view in _tell_apart(placed, stances, response_ids):
            found[_name(one)].add(view)
    return {passage: frozenset(views) for passage, views in found.items()}


def _tell_apart(
    placed: Sequence[Placed], stances: Stances, response_ids: Collection[str]
) -> Iterator[tuple[Placed, str]]:
    """As a key point of the question, which is never the view of few, and in each theme by itself."""
    asked = [one for one in placed if one.response_id in response_ids]
    yield from ((one, view) for one, view in _tell(placed, asked, stances) if view != OTHERWISE)
    for key in sorted({one.theme_key for one in asked}):
        of_theme, wanted = ([one for one in some if one.theme_key == key] for some in (placed, asked))
        yield from _tell(of_theme, wanted, stances)


def _tell(
    placed: Sequence[Placed], asked: Sequence[Placed], stances: Stances
) -> Iterator[tuple[Placed, str]]:
    told = find_views(placed, placed, stances).told if asked else {}
    yield from ((one, told.get(one.segment_id, "")) for one in asked)


def _is_borne_out(quoted: Quoted, now: Told) -> bool:
    """Which of two sides comes first hangs on who may be quoted: either way views are divided."""
    part, sides = quoted.excerpt, {ONE_SIDE, ANOTHER_SIDE}
    views = now.get(Passage(part.response_id, part.question_id, part.start, part.end), frozenset({""}))
    return quoted.view in views or (quoted.view in sides and bool(views & sides))


def _name(one: Placed) -> Passage:
    return Passage(one.response_id, one.question_id, one.start, one.end)


def _list_quoted(section: Section) -> Iterable[tuple[str, Quoted]]:
    for one in section.statements:
        if one.kind.value == QUOTED:
            made = evidence_from_dict(one.kind.value, one.evidence)
            if isinstance(made, Quoted):
                yield one.key, made
