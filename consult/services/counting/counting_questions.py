"""Themes of each of the government's questions, counted once: all together, by sector and by area."""

from collections.abc import Iterable
from dataclasses import dataclass

from consult.models.readings import AnswerText
from consult.services.counting.counting_respondents import count_sectors, find_groups
from consult.services.counting.counting_themes import CountedAnswer, Counts, count_themes
from consult.services.counting.gathering_questions import AskedQuestion
from consult.services.drafts.draft_record import Record
from consult.services.drafts.record_words import key_of_sector

NO_AREA = "whole region or not given"


@dataclass(frozen=True)
class QuestionCounts:
    """What one question's tables and sentences are written from.

    rows: one or more answers for each return that answered. differences: what may stand side by side, by
    sector and by area.
    """

    asked: AskedQuestion
    rows: tuple[AnswerText, ...]
    by_sector: Counts
    differences: dict[str, Counts]


def count_questions(record: Record) -> tuple[QuestionCounts, ...]:
    """Count every question of the record, in the government's order."""
    return tuple(_count_question(record, asked) for asked in record.questions)


def _count_question(record: Record, asked: AskedQuestion) -> QuestionCounts:
    rows = tuple(_list_counted(record, asked))
    by_sector = _count_by_sector(record, rows)
    return QuestionCounts(asked, rows, by_sector, _count_differences(record, asked, rows, by_sector))


def _list_counted(record: Record, asked: AskedQuestion) -> list[AnswerText]:
    """List one or more answers for each return that answered: what it wrote, else what it chose."""
    written = record.list_answers(asked.open_ids)
    wrote = {row.response_id for row in written}
    chosen = record.list_answers([part.question_id for part in asked.closed])
    return [*written, *(row for row in chosen if row.response_id not in wrote)]


def _count_by_sector(record: Record, rows: Iterable[AnswerText]) -> Counts:
    groups = find_groups(record)
    counted = [
        CountedAnswer(row.answer_id, row.response_id, groups[key_of_sector(row.respondent.sector)])
        for row in rows
    ]
    exempt = {groups[group.key] for group in count_sectors(record) if group.public}
    mixed = {groups[group.key] for group in count_sectors(record) if not group.public}
    return count_themes(record, counted, exempt=exempt - mixed)


def _count_differences(
    record: Record, asked: AskedQuestion, rows: Iterable[AnswerText], by_sector: Counts
) -> dict[str, Counts]:
    """Count by sector, and by area where both tables hide the same totals, so that none tells.

    Neither where a table of this question was handed out before: what changed since could be told from both.
    """
    if asked.number in record.handed_out:
        return {}
    counted = [
        CountedAnswer(row.answer_id, row.response_id, row.respondent.sub_region or NO_AREA) for row in rows
    ]
    by_area = count_themes(record, counted)
    same = by_area.hidden_totals == by_sector.hidden_totals
    return {"sector": by_sector} | ({"area": by_area} if same else {})
