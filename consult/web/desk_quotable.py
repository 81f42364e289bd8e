"""On the page of a return: the passages of each answer that may be quoted in the draft."""

from collections import defaultdict
from dataclasses import dataclass, field

from consult.models.response import Response
from consult.queries.drafts import find_latest_draft
from consult.queries.quotable import list_passages
from consult.services.quotations.finding_quotable import list_places_barred
from consult.web.access import MANAGE, meets
from consult.web.database import get_session
from consult.web.desk_answers import ShownReturn
from consult.web.viewing import get_current_viewer


@dataclass(frozen=True)
class QuotablePassage:
    """A passage; waits: personal data in it keeps it out, for now or for good."""

    segment_id: str
    words: str = field(repr=False)
    waits: bool


def describe_quotable(response: Response, shown: ShownReturn) -> dict[str, list[QuotablePassage]]:
    """The passages by question, for those who edit the draft; none where quoting was not allowed."""
    session, viewer = get_session(), get_current_viewer()
    texts = {row.answer_id: row for row in shown.texts if row.respondent.may_quote}
    draft = find_latest_draft(session, response.consultation_id) if texts and meets(MANAGE) else None
    if draft is None:
        return {}
    barred = list_places_barred(session, texts.values())
    found: dict[str, list[QuotablePassage]] = defaultdict(list)
    for one in list_passages(session, viewer, draft, response.id):
        if row := texts.get(one.answer_id):
            waits = any(start < one.end and one.start < end for start, end in barred[one.answer_id])
            found[row.question_id].append(QuotablePassage(one.id, row.text[one.start : one.end], waits))
    return found
