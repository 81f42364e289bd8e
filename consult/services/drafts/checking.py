"""Which quotations of a draft permission no longer covers: found without reading a word of anybody."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.handled import find_set_aside
from consult.services.carrying.in_force import find_confirmed_passages
from consult.services.drafts.editing import Standing
from consult.services.experiences.judging_quotations import Passage, list_refused
from consult.services.permissions.barring import list_kept_out
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Purpose


def count_refused(
    session: Session, draft: Draft, standings: dict[str, Standing], *, today: date
) -> Counter[str]:
    """Count, by section key, the quotations in the text that stands whose words may not be used now.

    Words that were deleted at the end of their time may not be used either.
    """
    quoted = {key: _list_quoted(found) for key, found in standings.items()}
    every = {one for passages in quoted.values() for one in passages}
    refused = find_refused_passages(session, every, draft.consultation_id, today=today)
    return Counter({key: sum(one in refused for one in passages) for key, passages in quoted.items()})


def find_refused_passages(
    session: Session, quoted: Collection[Passage], consultation_id: str, *, today: date
) -> set[Passage]:
    """Which of these passages may not be quoted in a response to the consultation now; reads no words."""
    responses = {one.response_id for one in quoted}
    unwanted = [*list_refused(session, responses), *list_kept_out(session, responses)]
    quotable = _find_quotable(session, responses, Moment(today, consultation_id))
    carried = find_confirmed_passages(session, consultation_id, today=today)
    return {one for one in quoted if _is_refused(one, quotable, carried, unwanted)}


def _list_quoted(standing: Standing) -> list[Passage]:
    excerpts = (block.excerpt for block in standing.version.blocks if isinstance(block, Quotation))
    return [Passage(one.response_id, one.question_id, one.start, one.end) for one in excerpts]


def _is_refused(
    quoted: Passage, quotable: Collection[str], carried: Collection[Passage], unwanted: Iterable[Passage]
) -> bool:
    """carried: passages of other consultations that their organisations confirmed for this one."""
    is_permitted = quoted.response_id in quotable or quoted in carried
    return not is_permitted or any(one.overlaps(quoted) for one in unwanted)


def _find_quotable(session: Session, quoted: Collection[str], moment: Moment) -> set[str]:
    of_these = select(Response.id).where(Response.id.in_(quoted))
    consents = find_consents(session, of_these)
    columns = select(Response.id, Response.kind, Response.state, Response.consultation_id)
    set_aside = find_set_aside(session, of_these)
    return {
        id
        for id, kind, state, own_id in session.execute(columns.where(Response.id.in_(quoted)))
        if id not in set_aside
        and allows(Source(kind, state, own_id), consents.get(id, {}), Purpose.QUOTE, moment)
    }
