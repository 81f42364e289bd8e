"""Each question of a draft is counted once, whatever is written from the counts afterwards."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.services.auditing import SYSTEM
from consult.services.counting import counting_questions
from consult.services.counting.counting_themes import count_themes
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from tests.factories.numbering import NOW
from tests.integration.drafting_record import make_received


def test_draft__written_and_kept__counts_each_question_by_sector_and_by_area_once(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting protects small numbers, which takes nearly all the time of a draft from many returns."""
    counted: Counter[frozenset[str]] = Counter()

    def count(record: Any, answers: Any, **given: Any) -> Any:
        counted[frozenset(one.answer_id for one in answers)] += 1
        return count_themes(record, answers, **given)

    monkeypatch.setattr(counting_questions, "count_themes", count)
    received = make_received(sqlite_session)
    record = gather_record(sqlite_session, received.consultation, as_of=None, keys=None, now=NOW)
    keep_draft(sqlite_session, record, write_sections(record), actor=SYSTEM, now=NOW)
    assert sum(counted.values()) == 2 * len(record.questions)
