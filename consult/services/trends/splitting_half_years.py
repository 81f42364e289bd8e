"""Who is counted in which half-year, and where."""

from analysis.tables.half_years import HalfYear, find_half_year, list_half_years
from consult.models.readings import Reading
from consult.services.counting.table_groups import NOWHERE
from consult.services.trends.trend_material import Material


def split_by_half_year(reading: Reading, material: Material) -> dict[HalfYear, dict[str, str]]:
    """Put whoever said something into the half-year it was received in, by place; also empty half-years."""
    spoke = set(material.answers.values())
    dated = [
        (find_half_year(one.received_on), one)
        for one in reading.respondents
        if one.received_on is not None and one.response_id in spoke
    ]
    if not dated:
        return {}
    halves = [half for half, _ in dated]
    found: dict[HalfYear, dict[str, str]] = {one: {} for one in list_half_years(min(halves), max(halves))}
    for half, one in dated:
        found[half][one.response_id] = one.sub_region or NOWHERE
    return found
