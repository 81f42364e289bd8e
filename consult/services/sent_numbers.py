"""What was sent of a consultation's returns, and one return's number as it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.tables.tiers import Number
from consult.models.readings import AnswerText, Reading, Respondent
from consult.models.region import Organisation
from consult.services.council_tiers import find_tier

NO_AREA = "Whole region or not given"


@dataclass(frozen=True)
class Sent:
    """All returns that may be read, whose they are, and the councils of the directory."""

    reading: Reading
    bodies: Mapping[str, str | None]
    councils: Sequence[Organisation]
    small_number: int

    def find_answers(self, question_id: str) -> dict[str, AnswerText]:
        """What each return said to one question."""
        return {row.response_id: row for row in self.reading.rows if row.question_id == question_id}


def describe_number(
    respondent: Respondent, row: AnswerText | None, body: str | None, code: str | None = None
) -> Number:
    """One return's number as it is counted; without a row it was left blank. body and code: whose it is."""
    return Number(
        key=respondent.response_id,
        body=body or respondent.response_id,
        area=respondent.sub_region or NO_AREA,
        number=int(row.value) if row is not None else None,
        tier=find_tier(respondent.sector, respondent.organisation, code),
        order=(respondent.received_on.isoformat() if respondent.received_on else "",),
        public=respondent.may_attribute and bool(respondent.organisation),
    )
