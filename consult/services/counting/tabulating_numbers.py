"""Numbers that returns gave, by council and sub-region, each with its evidence and whose view it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.tables.areas import Publishable, publish_areas
from analysis.tables.tiers import COUNTED, Standing
from consult.models.readings import AnswerText
from consult.services.counting.number_questions import NumberQuestion
from consult.services.counting.number_views import Views, count_views, name_view
from consult.services.returns.sent_numbers import WHOLE, Sent, stand_numbers
from forms.definitions import find_text

ENGLISH = "en"


@dataclass(frozen=True)
class NumberLine:
    """One body's number. view: officer view, approved or empty; response_id: empty where nothing was sent."""

    name: str
    standing: Standing
    response_id: str = ""
    view: str = ""
    evidence: str = field(default="", repr=False)
    county: str = ""


@dataclass(frozen=True)
class NumberTable:
    """One question: every council with what it gave, others that answered, and what may be published.

    wholly_shared: how many of the councils' numbers that count are of returns with no words of their own.
    views: of the numbers that are added, how many are whose view, where that may be told.
    """

    question_id: str
    text: str
    councils: tuple[NumberLine, ...]
    others: tuple[NumberLine, ...]
    published: Publishable
    published_others: Publishable
    wholly_shared: int
    views: Views = ()
    views_others: Views = ()


def tabulate_numbers(sent: Sent, asked: NumberQuestion) -> NumberTable:
    """Table one question; every council of the directory and every return is in it once."""
    councils, others = stand_numbers(sent, asked.question.id, asked.covers_id)
    views = sent.find_answers(asked.view_id) if asked.view_id else {}
    return NumberTable(
        asked.question.id,
        " ".join(find_text(asked.question.label, ENGLISH, asked.default_language)[0].split()),
        _list_lines(sent, asked, councils),
        _list_lines(sent, asked, others),
        publish_areas(councils, sent.small_number, WHOLE),
        publish_areas(others, sent.small_number, WHOLE),
        sum(one.state == COUNTED and one.given.key in sent.wholly_shared for one in councils),
        *(count_views(some, views, sent.small_number) for some in (councils, others)),
    )


def _list_lines(sent: Sent, asked: NumberQuestion, found: Iterable[Standing]) -> tuple[NumberLine, ...]:
    answers = {id: sent.find_answers(id) for id in (asked.view_id, asked.evidence_id) if id}
    names = {one.response_id: one.organisation or "No name given" for one in sent.reading.respondents}
    names |= {council.id: council.name for council in sent.councils}
    lines = (_describe(one, asked, answers, names) for one in found)
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
