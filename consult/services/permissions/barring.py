"""Which quotations are barred: by who said the words, or found personal data in them; or held until later."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.readings import ExcerptReference
from consult.models.response import Answer
from consult.queries.return_finds import cut, find_decisions
from consult.queries.viewer import Viewer
from consult.services.experiences.judging_quotations import Passage, find_refused, find_verdicts
from consult.services.permissions.holding_until_published import find_held
from consult.vocabulary import ExcerptGap


def find_barred(
    session: Session, viewer: Viewer, response_ids: Collection[str], excerpts: Iterable[ExcerptReference]
) -> dict[str, ExcerptGap]:
    """Say why each of these quotations may not be used for this viewer, by its id; others are left out."""
    quoted = list(excerpts)
    held = dict.fromkeys(sorted(find_held(session, viewer, quoted)), ExcerptGap.HELD)
    kept_out = list_kept_out(session, response_ids)
    barred = {one.id: ExcerptGap.KEPT_OUT for one in quoted if any(o.overlaps(one) for o in kept_out)}
    refused = find_refused(find_verdicts(session, response_ids), quoted)
    return barred | dict.fromkeys(sorted(refused), ExcerptGap.REFUSED) | held


def list_kept_out(session: Session, response_ids: Collection[str]) -> list[Passage]:
    """The passages of these returns that a person keeps out of quotations, in the texts that stand."""
    decided = find_decisions(session, response_ids)
    columns = select(Answer.id, Answer.response_id, Answer.question_id).order_by(Answer.id)
    return [
        Passage(response_id, question_id, one.start, one.end)
        for batch in cut(decided)
        for answer_id, response_id, question_id in session.execute(columns.where(Answer.id.in_(batch)))
        for one in decided[answer_id]
        if not one.may_stand
    ]
