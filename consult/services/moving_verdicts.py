"""Let what a person said of their sentences follow the words when the text is changed.

A yes stands for exactly the words it was said of. A refusal stands also for what was put in their place: who
rewords a sentence that may not be used has not allowed the new one. Where it is not clear what that is, it
stands for everything new.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.conversation import QuotationVerdict
from consult.models.locking import lock_name
from consult.services.answering import list_own_answers
from consult.services.finding_phrases import MOST_PLACES, Place, find_places
from consult.services.following_refusals import Change
from consult.services.giving import OpenedAccount
from consult.services.matching_texts import WORD
from consult.vocabulary import Verdict


def move_verdicts(session: Session, opened: OpenedAccount, before: Mapping[str, Any]) -> None:
    """Put every verdict wherever its words stand now; where they stand nowhere any more a yes goes.

    A refusal goes only where nothing stands in the place of its words, and nothing was added either.
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
    if not old:
        return
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


def _place(rows: Sequence[QuotationVerdict], before: str, after: str) -> dict[Place, QuotationVerdict]:
    """Which verdict counts at which place; of two on the same words, the refusal.

    Where there are too many to follow, a refusal of any is one of the whole text.
    """
    placed: dict[Place, QuotationVerdict] = {}
    change = Change(before, after)
    in_order = sorted(rows, key=lambda row: row.verdict is Verdict.REFUSED)
    for row in in_order if len(in_order) <= MOST_PLACES else ():
        placed |= dict.fromkeys(sorted(_list_places(row, change)), row)
        if len(placed) > MOST_PLACES:
            break
    if max(len(in_order), len(placed)) > MOST_PLACES:
        whole = {(0, len(after)): row for row in in_order if row.verdict is Verdict.REFUSED}
        return whole if WORD.search(after) else {}
    return placed


def _list_places(row: QuotationVerdict, change: Change) -> set[Place]:
    """Where what was said of a passage counts now; what holds no word is nothing that can be refused."""
    words = change.before[row.start : row.end]
    places = set(find_places(words, change.after))
    if row.verdict is not Verdict.REFUSED:
        return {(start, end) for start, end in places if change.after[start:end] == words}
    return _join({*places, *change.follow(row.start, row.end)}) if WORD.search(words) else set()


def _join(places: Iterable[Place]) -> set[Place]:
    """The same, with those in one that share words."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return set(joined)
