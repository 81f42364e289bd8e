"""What the database says in clear of whoever gave a response, for the reading of their words."""

from typing import Any

from sqlalchemy import Select, func, select

from consult.models.region import Organisation, SubRegion
from consult.models.response import Response


def select_respondents(asked: Select[str]) -> Select[*tuple[Any, ...]]:
    """Select a row for each of these responses: kind, state, language, sector, organisation and place."""
    name = func.coalesce(Organisation.name, Response.organisation_name).label("organisation")
    place = func.coalesce(SubRegion.name, "").label("sub_region")
    columns = (Response.id, Response.kind, Response.state, Response.consultation_id, Response.language)
    wanted = select(*columns, Response.sector, Response.received_on, name, place)
    joined = wanted.outerjoin(Response.organisation).outerjoin(Response.sub_region)
    return joined.where(Response.id.in_(asked))
