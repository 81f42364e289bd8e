"""Numbers that returns gave, by council and sub-region, each with its evidence and whose view it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.tables.areas import Publishable, publish_areas
from analysis.tables.areas_without import publish_without
from analysis.tables.leaving_out import leave_out
from analysis.tables.tiers import Standing
from consult.models.readings import AnswerText
from consult.services.counting.number_questions import NumberQuestion
from consult.services.counting.number_views import Views, count_views, count_views_without, name_view
from consult.services.returns.sent_numbers import WHOLE, Sent, stand_numbers
from forms.definitions import find_text

ENGLISH = "en"
LEFT_OUT = "left_out"


@dataclass(frozen=True)
class NumberLine:
    """One body's number. view: officer view, approved or empty; response_id: empty where nothing was sent.

    own_state: how it counts without shared wording; `LEFT_OUT`, or empty where nothing is left out.
    """

    name: str
    standing: Standing
    response_id: str = ""
    view: str = ""
    evidence: str = field(default="", repr=False)
    county: str = ""
    own_state: str = ""


@dataclass(frozen=True)
class Totals:
    """What may be published of the numbers of councils, or of other bodies.

    views: of the numbers that are added, how many are whose view, where that may be told. own, own_views:
    the same without returns of nothing but shared wording; None where there is none.
    """

    published: Publishable
    views: Views = ()
    own: Publishable | None = None
    own_views: Views = ()


@dataclass(frozen=True)
class NumberTable:
    """One question: every council with what it gave, others that answered, and what may be published."""

    question_id: str
    text: str
    councils: tuple[NumberLine, ...]
    others: tuple[NumberLine, ...]
    totals: Totals
    totals_others: Totals


def tabulate_numbers(sent: Sent, asked: NumberQuestion) -> NumberTable:
    """Table one question; every council of the directory and every return is in it once."""
    councils, others = stand_numbers(sent, asked.question.id, asked.covers_id)
    views = sent.find_answers(asked.view_id) if asked.view_id else {}
    return NumberTable(
        asked.question.id,
        " ".join(find_text(asked.question.label, ENGLISH, asked.default_language)[0].split()),
        _list_lines(sent, asked, councils),
        _list_lines(sent, asked, others),
        *(_add_up(sent, some, views) for some in (councils, others)),
    )


def _add_up(sent: Sent, standings: Sequence[Standing], views: Mapping[str, AnswerText]) -> Totals:
    least, shared = sent.small_number, sent.wholly_shared
    own = publish_without(standings, shared, least, WHOLE)
    return Totals(
        publish_areas(standings, least, WHOLE),
        count_views(standings, views, least),
        own,
        count_views_without(standings, leave_out(standings, shared), views, least) if own else (),
    )


def _list_lines(sent: Sent, asked: NumberQuestion, found: Sequence[Standing]) -> tuple[NumberLine, ...]:
    answers = {id: sent.find_answers(id) for id in (asked.view_id, asked.evidence_id) if id}
    names = {one.response_id: one.organisation or "No name given" for one in sent.reading.respondents}
    names |= {council.id: council.name for council in sent.councils}
    own = {one.given.key: one.state for one in leave_out(found, sent.wholly_shared)}
    is_same = len(own) == len(found)
    lines = (
        replace(
            _describe(one, asked, answers, names),
            own_state="" if is_same else own.get(one.given.key, LEFT_OUT),
        )
        for one in found
    )
    return tuple(sorted(lines, key=lambda one: (one.standing.given.area, one.name, one.standing.given.order)))


def _describe(
    standing: Standing,
    asked: NumberQuestion,
    answers: Mapping[str, Mapping[str, AnswerText]],
    names: Mapping[str, str],
) -> NumberLine:
    given = standing.given
    view = answers[asked.view_id].get(given.key) if asked.view_id else None
    evidence = answers[asked.evidence_id].get(given.key) if asked.evidence_id else None
    return NumberLine(
        name=names[given.key],
        standing=standing,
        response_id=given.key if given.sent else "",
        view=name_view(view),
        evidence=evidence.text if evidence is not None else "",
        county=names.get(given.county, "its county") if given.county else "",
    )
