"""Which quotations of a draft permission no longer covers: found without reading a word of anybody."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.draft import Draft
from consult.models.response import Response
from consult.services.consenting import allows, find_consents
from consult.services.editing import Standing
from consult.vocabulary import Purpose


def count_refused(session: Session, draft: Draft, standings: dict[str, Standing]) -> Counter[str]:
    """Count, by section key, the quotations in the text that stands whose words may not be used now.

    Words that were deleted at the end of their time may not be used either.
    """
    quoted = {key: _list_quoted(found) for key, found in standings.items()}
    quotable = _find_quotable(session, draft)
    return Counter({key: sum(id not in quotable for id in ids) for key, ids in quoted.items()})


def _list_quoted(standing: Standing) -> list[str]:
    blocks = standing.version.blocks
    return [block.excerpt.response_id for block in blocks if isinstance(block, Quotation)]


def _find_quotable(session: Session, draft: Draft) -> set[str]:
    of_this = select(Response.id).where(Response.consultation_id == draft.consultation_id)
    consents = find_consents(session, of_this)
    rows = session.execute(
        select(Response.id, Response.kind, Response.state).where(
            Response.consultation_id == draft.consultation_id
        )
    )
    return {id for id, kind, state in rows if allows(kind, state, consents.get(id, {}), Purpose.QUOTE)}
