"""Numbers that returns gave, by council and sub-region, each with its evidence and whose view it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.tables.areas import Publishable, publish_areas
from analysis.tables.tiers import Number, Standing, stand
from consult.models.readings import AnswerText, Respondent
from consult.services.council_tiers import SECTORS, find_tier
from consult.services.number_questions import OWN_ONLY, VIEWS, NumberQuestion
from consult.services.sent_numbers import NO_AREA, Sent, describe_number
from forms.definitions import find_text

WHOLE = "The whole region"
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
    """One question: every council with what it gave, others that answered, and what may be published."""

    question_id: str
    text: str
    councils: tuple[NumberLine, ...]
    others: tuple[NumberLine, ...]
    published: Publishable
    published_others: Publishable


def tabulate_numbers(sent: Sent, asked: NumberQuestion) -> NumberTable:
    """Table one question; every council of the directory and every return is in it once."""
    councils = _list_lines(sent, asked, of_councils=True)
    others = _list_lines(sent, asked, of_councils=False)
    return NumberTable(
        asked.question.id,
        " ".join(find_text(asked.question.label, ENGLISH, asked.default_language)[0].split()),
        councils,
        others,
        publish_areas([one.standing for one in councils], sent.small_number, WHOLE),
        publish_areas([one.standing for one in others], sent.small_number, WHOLE),
    )


def _list_lines(sent: Sent, asked: NumberQuestion, *, of_councils: bool) -> tuple[NumberLine, ...]:
    answers = {id: sent.find_answers(id) for id in (asked.question.id, *asked.beside)}
    respondents = [one for one in sent.reading.respondents if (one.sector in SECTORS) is of_councils]
    if not of_councils:
        respondents = [one for one in respondents if one.response_id in answers[asked.question.id]]
    numbers = [_count(sent, asked, answers, one) for one in respondents]
    silent = _list_silent(sent, respondents) if of_councils else []
    names = {one.response_id: one.organisation or "No name given" for one in respondents}
    names |= {one.key: one.body for one in silent}
    names |= {council.id: council.name for council in sent.councils}
    lines = (_describe(one, asked, answers, names) for one in stand([*numbers, *silent]))
    return tuple(sorted(lines, key=lambda one: (one.standing.given.area, one.name, one.standing.given.order)))


def _count(
    sent: Sent, asked: NumberQuestion, answers: Mapping[str, Mapping[str, AnswerText]], one: Respondent
) -> Number:
    key = one.response_id
    body = sent.bodies.get(key)
    code = next((council.council_code for council in sent.councils if council.id == body), None)
    number = describe_number(one, answers[asked.question.id].get(key), body, code)
    covers = answers[asked.covers_id].get(key) if asked.covers_id else None
    if covers is None or covers.value != OWN_ONLY:
        return number
    return Number(**{**vars(number), "own_only": True})


def _list_silent(sent: Sent, respondents: Iterable[Respondent]) -> list[Number]:
    """The councils of the directory that have sent no return."""
    there = {sent.bodies.get(one.response_id) for one in respondents}
    return [
        Number(
            key=council.id,
            body=council.id,
            area=council.sub_region.name if council.sub_region else NO_AREA,
            tier=find_tier(council.sector, council.name, council.council_code),
            sent=False,
        )
        for council in sent.councils
        if council.id not in there
    ]


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
        view=_name_view(view),
        evidence=evidence.text if evidence is not None else "",
        county=names.get(given.county, "its county") if given.county else "",
    )


def _name_view(row: AnswerText | None) -> str:
    return VIEWS.get(str(row.value), row.text) if row is not None else ""
