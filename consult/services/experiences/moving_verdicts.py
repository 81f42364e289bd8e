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
from consult.services.experiences.following_refusals import Change
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.matching_texts import WORD
from consult.services.identifiers.finding_phrases import MOST_PLACES, Place, find_places
from consult.services.returns.answering import list_own_answers
from consult.vocabulary import Verdict

Texts = Mapping[str, tuple[str, str]]
"""Of each answer, by question id, what was written and what is written now."""
Placed = dict[Place, QuotationVerdict]


def move_verdicts(session: Session, opened: OpenedAccount, before: Mapping[str, Any]) -> None:
    """Put every verdict wherever its words stand now; where they stand nowhere any more a yes goes.

    A refusal goes only where nothing stands in the place of its words, and nothing was added either; it goes
    along with words that came into another answer.
    before: the answers, by question id, as they were; one that is not in it did not change.
    """
    now = {one.question_id: one.value for one in list_own_answers(session, opened.response, opened.key)}
    lock_name(session, f"verdict:{opened.response.id}")
    wanted = select(QuotationVerdict).where(QuotationVerdict.response_id == opened.response.id)
    rows = session.scalars(wanted.order_by(QuotationVerdict.id)).all()
    texts = _list_texts(before, now) if rows else {}
    placed = {id: _place_all(rows, texts, id) for id, (old, new) in texts.items() if old != new}
    for row in [row for row in rows if row.question_id in placed]:
        session.delete(row)
    session.flush()  # first, for a passage has one verdict only
    for question_id, found in placed.items():
        for place, row in found.items():
            session.add(_copy(row, question_id, place))
    session.flush()


def _list_texts(before: Mapping[str, Any], now: Mapping[str, Any]) -> Texts:
    """What was and what is written, by question id; other answers hold no words to quote."""
    both = {id: (before.get(id, now.get(id)), now.get(id)) for id in {**before, **now}}
    is_written = (str, type(None))
    return {
        id: (old or "", new or "")
        for id, (old, new) in both.items()
        if isinstance(old, is_written) and isinstance(new, is_written)
    }


def _copy(row: QuotationVerdict, question_id: str, place: Place) -> QuotationVerdict:
    said = {"verdict": row.verdict, "said_on": row.said_on}
    return QuotationVerdict(
        response_id=row.response_id, question_id=question_id, start=place[0], end=place[1], **said
    )


def _place_all(rows: Sequence[QuotationVerdict], texts: Texts, question_id: str) -> Placed:
    """Which verdict counts where in one answer that changed: its own, and refusals out of other answers."""
    old, new = texts[question_id]
    placed = _place([row for row in rows if row.question_id == question_id], old, new)
    others = [row for row in rows if row.question_id != question_id and row.verdict is Verdict.REFUSED]
    for other in {row.question_id: None for row in others if row.question_id in texts}:
        refused = [row for row in others if row.question_id == other]
        placed |= _find_brought(refused, texts[other][0], old, new)
    return placed


def _find_brought(rows: Sequence[QuotationVerdict], source: str, old: str, new: str) -> Placed:
    """Where refused words of one answer stand in another, more often than they stood there before."""
    brought: Placed = {}
    was, stands = Change(source, old), Change(source, new)
    for row in rows[:MOST_PLACES]:
        places = stands.list_standing(row.start, row.end)
        if len(places) > len(was.list_standing(row.start, row.end)):
            brought |= dict.fromkeys(sorted(_join(places)), row)
        if len(brought) > MOST_PLACES:
            break
    if max(len(rows), len(brought)) > MOST_PLACES:
        return {(0, len(new)): rows[0]} if WORD.search(new) else {}
    return brought


def _place(rows: Sequence[QuotationVerdict], before: str, after: str) -> Placed:
    """Which verdict counts at which place; of two on the same words, the refusal.

    Where there are too many to follow, a refusal of any is one of the whole text.
    """
    placed: Placed = {}
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
