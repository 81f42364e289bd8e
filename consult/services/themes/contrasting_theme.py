"""How one theme differs between groups in a sentence: only from numbers that its table shows, where a test
with correction for all themes of the table finds a difference."""

from collections.abc import Sequence

from analysis.tables.comparing import Comparison
from analysis.tables.sheets import Cell
from consult.services.counting.contrasting import Tabulated

_GROUPS = {"sector": "sectors", "kind": "returns and experiences"}


def say_contrast(made: Tabulated, key: str) -> str:
    """Say which group said more or less of a theme than the others, and how many, or why nothing is said."""
    found = next((one for one in made.sheet.compared if one.label == key), None)
    between = _GROUPS[made.asked.columns]
    if found is None or found.corrected is None or found.apart_by is None:
        return f"Too few numbers may be shown to compare {between}."
    if not found.differs:
        return f"No clear difference between {between}."
    return _say_difference(made, found, (made.sheet.own or made.sheet.every).rows[key])


def _say_difference(made: Tabulated, found: Comparison, cells: Sequence[Cell]) -> str:
    places = [int(one) for one in found.groups]
    apart = int(found.apart)
    others = [cells[place] for place in places if place != apart]
    more = "more" if found.apart_by is not None and found.apart_by.value >= 0 else "less"
    own = f"{_count([cells[apart]])}, {_count(others, 'the others ')}"
    without = ", without shared wording" if made.sheet.own else ""
    return f"Said {more} {_name_sides(made, apart, places)}: {own}{without}."


def _name_sides(made: Tabulated, apart: int, places: Sequence[int]) -> str:
    names = made.columns
    if made.asked.columns == "kind":
        other = next(place for place in places if place != apart)
        return f"in {names[apart].lower()} than in {names[other].lower()}"
    return f"by “{names[apart]}” than by other sectors"


def _count(cells: Sequence[Cell], whose: str = "") -> str:
    """How many of how many; only of cells that are shown, for nothing else was compared."""
    return f"{whose}{sum(one.count or 0 for one in cells):,} of {sum(one.base for one in cells):,}"
