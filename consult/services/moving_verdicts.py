"""Let what a person said of their sentences follow the words when the text is changed.

A yes stands for exactly the words it was said of. A refusal stands also for what was put in their place: who
rewords a sentence that may not be used has not allowed the new one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.conversation import QuotationVerdict
from consult.models.locking import lock_name
from consult.services.answering import list_own_answers
from consult.services.giving import OpenedAccount
from consult.services.matching_texts import find_place_now, list_pieces
from consult.vocabulary import Verdict


def move_verdicts(session: Session, opened: OpenedAccount, before: Mapping[str, Any]) -> None:
    """Put every verdict wherever its words stand now; where they stand nowhere any more a yes goes.

    A refusal goes only where nothing stands in the place of its words.
    before: the answers, by question id, that the verdicts were given on.
    """
    now = {one.question_id: one.value for one in list_own_answers(session, opened.response, opened.key)}
    lock_name(session, f"verdict:{opened.response.id}")
    for question_id, text in before.items():
        if isinstance(text, str) and text != now.get(question_id):
            _move(session, opened.response.id, question_id, text, now.get(question_id) or "")


def _move(session: Session, response_id: str, question_id: str, before: str, after: str) -> None:
    wanted = select(QuotationVerdict).where(
        QuotationVerdict.response_id == response_id, QuotationVerdict.question_id == question_id
    )
    old = session.scalars(wanted.order_by(QuotationVerdict.id)).all()
    placed = _place(old, before, after)
    for row in old:
        session.delete(row)
    session.flush()  # first, for a passage has one verdict only
    for (start, end), row in placed.items():
        session.add(
            QuotationVerdict(
                response_id=response_id,
                question_id=question_id,
                start=start,
                end=end,
                verdict=row.verdict,
                said_on=row.said_on,
            )
        )
    session.flush()


def _place(
    rows: Iterable[QuotationVerdict], before: str, after: str
) -> dict[tuple[int, int], QuotationVerdict]:
    """Which verdict counts at which place; of two on the same words, the refusal."""
    placed: dict[tuple[int, int], QuotationVerdict] = {}
    pieces = list_pieces(before, after)
    for row in sorted(rows, key=lambda row: row.verdict is Verdict.REFUSED):
        places = set(_find_places(before[row.start : row.end], after))
        if row.verdict is Verdict.REFUSED and (there := find_place_now(row.start, row.end, pieces)):
            places.add(there)
        placed |= dict.fromkeys(sorted(places), row)
    return placed


def _find_places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place, also those that overlap."""
    for found in re.finditer(f"(?={re.escape(words)})", text) if words else ():
        yield found.start(), found.start() + len(words)
