"""The groups that a table sets side by side: each respondent is in one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.months import MONTHS
from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.drafts.record_words import SECTORS, key_of_sector
from consult.services.returns.sent_numbers import NO_AREA
from consult.vocabulary import LANGUAGES

EXPERIENCES, NO_ANSWER, NOWHERE, NO_DAY = "experiences", "no answer", "none", "none"
BETWEEN = " + "
"""Names hold commas and "and"."""


@dataclass(frozen=True)
class Grouping:
    """Names of groups by key, in the order to show, and the group of each respondent."""

    names: Mapping[str, str]
    placed: Mapping[str, str]

    def name(self, part: Sequence[str]) -> str:
        """What one column is called that stands for these groups."""
        if len(part) == len(self.names) > 1:
            return "All groups together"
        return BETWEEN.join(self.names[key] for key in part)


def group_respondents(
    session: Session, consultation: Consultation, asked: AskedTable, reading: Reading
) -> Grouping:
    """Put each respondent into one group. Raises: Conflict (C404) for a question that is not there."""
    if asked.closed_id:
        return _group_by_answer(session, consultation, asked.closed_id, reading)
    find = _FINDERS[asked.columns]
    found = {one.response_id: find(one) for one in reading.respondents}
    names = dict(sorted(set(found.values())))
    order = list(SECTOR_ORDER) if asked.columns == "sector" else sorted(names)
    return Grouping(
        {key: names[key] for key in order if key in names}, {id: key for id, (key, _) in found.items()}
    )


def _group_by_answer(
    session: Session, consultation: Consultation, question_id: str, reading: Reading
) -> Grouping:
    parts = [part for one in list_asked_questions(session, consultation) for part in one.closed]
    asked = next((one for one in parts if one.question_id == question_id and one.kind == "select_one"), None)
    if asked is None:
        raise Conflict("C404")
    chosen = dict(map(_read_choice, reading.rows))
    names = dict(asked.choices) | {NO_ANSWER: "No answer"}
    found = {one.response_id: chosen.get(one.response_id, NO_ANSWER) for one in reading.respondents}
    placed = {id: key if key in names else NO_ANSWER for id, key in found.items()}
    return Grouping({key: name for key, name in names.items() if key in placed.values()}, placed)


def _read_choice(row: AnswerText) -> tuple[str, str]:
    return row.response_id, row.text or NO_ANSWER


def _find_sector(one: Respondent) -> tuple[str, str]:
    if one.is_account:
        return EXPERIENCES, "Experiences"
    return key_of_sector(one.sector), SECTORS[one.sector][1]


def _find_area(one: Respondent) -> tuple[str, str]:
    return one.sub_region or NOWHERE, one.sub_region or NO_AREA


def _find_kind(one: Respondent) -> tuple[str, str]:
    return (EXPERIENCES, "Experiences") if one.is_account else ("returns", "Returns")


def _find_language(one: Respondent) -> tuple[str, str]:
    language = LANGUAGES.get(one.language)
    return one.language, language.english_name if language else one.language


def _find_month(one: Respondent) -> tuple[str, str]:
    day = one.received_on
    return (f"{day:%Y-%m}", f"{MONTHS[day.month - 1]} {day.year}") if day else (NO_DAY, "Day not known")


SECTOR_ORDER = (*(key_of_sector(sector) for sector in SECTORS), EXPERIENCES)
_FINDERS: dict[str, Callable[[Respondent], tuple[str, str]]] = {
    "sector": _find_sector,
    "area": _find_area,
    "kind": _find_kind,
    "language": _find_language,
    "month": _find_month,
}
