"""What was sent of a consultation's returns, and how each number in them is counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from analysis.tables.tiers import Amount, Number, Standing, stand
from consult.models.readings import AnswerText, Reading, Respondent
from consult.models.region import Organisation
from consult.models.response import Response
from consult.services.counting.number_questions import OWN_ONLY
from consult.services.region.council_tiers import SECTORS, find_tier

NO_AREA = "Whole region or not given"
WHOLE = "The whole region"


@dataclass(frozen=True)
class Council:
    """A council of the directory; code: the national one, where it has one."""

    id: str
    name: str
    code: str | None
    area: str
    tier: str


@dataclass(frozen=True)
class Sent:
    """All returns that may be read, whose they are, and the councils of the directory.

    wholly_shared: responses of nothing but shared wording, as far as the latest run knows. least_silent: how
    many who did not choose an answer are shown at least.
    """

    reading: Reading
    bodies: Mapping[str, str | None]
    councils: Sequence[Council]
    small_number: int
    wholly_shared: Collection[str] = frozenset()
    least_silent: int = 1

    def find_answers(self, question_id: str) -> dict[str, AnswerText]:
        """What each return said to one question."""
        return {row.response_id: row for row in self.reading.rows if row.question_id == question_id}


def describe_council(one: Organisation) -> Council:
    """A council as values, which stay as they are after the database is closed."""
    tier = find_tier(one.sector, one.name, one.council_code)
    area = one.sub_region.name if one.sub_region else NO_AREA
    return Council(one.id, one.name, one.council_code, area, tier)


def find_bodies(session: Session, wanted: Select[Any]) -> dict[str, str | None]:
    """Whose each of these responses is, as far as the directory knows."""
    rows = session.execute(wanted.with_only_columns(Response.id, Response.organisation_id))
    return {row[0]: row[1] for row in rows}


def stand_numbers(
    sent: Sent, question_id: str, covers_id: str
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """How each number stands: of every council of the directory, then of other bodies that gave one.

    covers_id: the question whether a county's number has its districts' in it; empty where it is not asked.
    """
    answers = sent.find_answers(question_id)
    covers = sent.find_answers(covers_id) if covers_id else {}
    councils = [one for one in sent.reading.respondents if one.sector in SECTORS]
    others = [one for one in sent.reading.respondents if one.sector not in SECTORS]
    codes = {council.id: council.code for council in sent.councils}

    def describe(one: Respondent) -> Number:
        body, key = sent.bodies.get(one.response_id), one.response_id
        return describe_number(one, answers.get(key), covers.get(key), body, codes.get(body or ""))

    of_councils = [*map(describe, councils), *_list_silent(sent, councils)]
    return stand(of_councils), stand(describe(one) for one in others if one.response_id in answers)


def describe_number(
    respondent: Respondent,
    row: AnswerText | None,
    covers: AnswerText | None,
    body: str | None,
    code: str | None,
) -> Number:
    """One return's number as it is counted; without a row it was left blank. body and code: whose it is."""
    return Number(
        key=respondent.response_id,
        body=body or respondent.response_id,
        area=respondent.sub_region or NO_AREA,
        number=read_amount(row.value) if row is not None else None,
        tier=find_tier(respondent.sector, respondent.organisation, code),
        order=(respondent.received_on.isoformat() if respondent.received_on else "",),
        own_only=covers is not None and covers.value == OWN_ONLY,
        public=respondent.may_attribute and bool(respondent.organisation),
    )


def read_amount(value: int | str) -> Amount:
    """A number as its question keeps it: an int, or the digits of one with a part behind its point."""
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else number


def _list_silent(sent: Sent, respondents: Iterable[Respondent]) -> list[Number]:
    """The councils of the directory that have sent no return."""
    there = {sent.bodies.get(one.response_id) for one in respondents}
    return [
        Number(key=council.id, body=council.id, area=council.area, tier=council.tier, sent=False)
        for council in sent.councils
        if council.id not in there
    ]
