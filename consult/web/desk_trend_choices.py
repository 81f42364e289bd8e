"""What a trend's address asks for, and the drop-downs of its page."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.tables.trends import WHOLE
from consult.services.counting.asked_tables import UNITS, WHO
from consult.services.trends.asked_trends import TAG_ROWS, AskedTrend
from consult.services.trends.following_trends import Trend

Choice = dict[str, object]


@dataclass(frozen=True)
class Chosen:
    """The tag that is drawn, and the place whose numbers are shown."""

    tag: str
    place: str


def read_asked(args: Mapping[str, str]) -> AskedTrend:
    """The trend that a query string asks for; what it does not say, or says wrongly, is the usual."""
    usual, offered = AskedTrend(), {"rows": TAG_ROWS, "unit": UNITS, "who": WHO}
    found = {name: args.get(name, "") for name in offered}
    return AskedTrend(
        **{name: key if key in offered[name] else getattr(usual, name) for name, key in found.items()}
    )


def read_chosen(args: Mapping[str, str], trend: Trend) -> Chosen:
    """Which tag and place; where the query string names no such tag, the first whose change may be named."""
    tag, place = args.get("tag", ""), args.get("place", WHOLE)
    place = place if place in trend.places else WHOLE
    return Chosen(tag if tag in trend.labels else _find_first(trend, place), place)


def _find_first(trend: Trend, place: str) -> str:
    """The first tag of the page whose change may be named in this place; else the first of all."""
    named = {one.label for one in trend.changes if one.found and one.found.differs and one.place == place}
    return next((key for key in trend.labels if key in named), next(iter(trend.labels), ""))


def list_choices(trend: Trend, chosen: Chosen) -> list[Choice]:
    """The drop-downs of the page."""
    asked = trend.asked
    offered = [
        ("Rows", "rows", TAG_ROWS, asked.rows),
        ("Count", "unit", UNITS, asked.unit),
        ("Who", "who", WHO, asked.who),
        ("Place", "place", trend.places, chosen.place),
        ("Draw", "tag", trend.labels, chosen.tag),
    ]
    return [
        {
            "label": label,
            "name": name,
            "items": [{"value": key, "text": text, "selected": key == now} for key, text in keys.items()],
        }
        for label, name, keys, now in offered
    ]
