"""What the Region page is asked for in its address: filters and sorting, and the drop-downs that set them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from consult.models.region import SubRegion
from consult.queries.organisations import DEFAULT_ORDER, Directory
from consult.vocabulary import Sector, Standing
from consult.web.desk_words import SECTORS
from consult.web.region_words import STANDINGS

Kind = TypeVar("Kind", bound=StrEnum)


def read_directory(args: Mapping[str, str]) -> Directory:
    """What was asked for; a value nobody knows counts as not asked."""
    return Directory(
        words=args.get("name", "").strip(),
        sector=_find(Sector, args.get("sector")),
        standing=_find(Standing, args.get("standing")),
        sub_region_key=args.get("area", ""),
        order=args.get("sort", DEFAULT_ORDER),
        is_descending=args.get("order") == "desc",
    )


def list_filters(args: Mapping[str, str], sub_regions: Iterable[SubRegion]) -> list[dict[str, Any]]:
    """The drop-downs above the table, as the select component takes them."""
    areas = [(one.key, one.name) for one in sub_regions]
    return [
        _make_filter("sector", "Sector", [(kind.value, words) for kind, words in SECTORS.items()], args),
        _make_filter(
            "standing", "Standing", [(kind.value, words) for kind, words in STANDINGS.items()], args
        ),
        _make_filter("area", "Sub-region", areas, args),
    ]


def _make_filter(
    name: str, label: str, choices: list[tuple[str, str]], args: Mapping[str, str]
) -> dict[str, Any]:
    items = [
        {"value": value, "text": text, "selected": value == args.get(name, "")}
        for value, text in [("", "All"), *choices]
    ]
    return {"id": name, "name": name, "label": {"text": label}, "items": items}


def _find(kind: type[Kind], value: str | None) -> Kind | None:
    return kind(value) if value in {member.value for member in kind} else None
