"""Which quotations of a draft permission no longer covers: found without reading a word of anybody."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.draft import Draft
from consult.models.response import Response
from consult.services.consenting import Moment, Source, allows, find_consents
from consult.services.editing import Standing
from consult.vocabulary import Purpose


def count_refused(
    session: Session, draft: Draft, standings: dict[str, Standing], *, today: date
) -> Counter[str]:
    """Count, by section key, the quotations in the text that stands whose words may not be used now."""
    quoted = {key: _list_quoted(found) for key, found in standings.items()}
    moment = Moment(today, draft.consultation_id)
    refused = _find_refused(session, {id for ids in quoted.values() for id in ids}, moment)
    return Counter({key: sum(id in refused for id in ids) for key, ids in quoted.items()})


def _list_quoted(standing: Standing) -> list[str]:
    blocks = standing.version.blocks
    return [block.excerpt.response_id for block in blocks if isinstance(block, Quotation)]


def _find_refused(session: Session, quoted: Collection[str], moment: Moment) -> set[str]:
    of_these = select(Response.id).where(Response.id.in_(quoted))
    consents = find_consents(session, of_these)
    columns = select(Response.id, Response.kind, Response.state, Response.consultation_id)
    return {
        id
        for id, kind, state, own_id in session.execute(columns.where(Response.id.in_(quoted)))
        if not allows(Source(kind, state, own_id), consents.get(id, {}), Purpose.QUOTE, moment)
    }
