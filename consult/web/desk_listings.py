"""What the address of the list of returns asks for: filters, sorting and page; wrong values are ignored."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from consult.queries.responses import RECEIVED, Wanted
from consult.queries.returns import SORTABLE, Listing
from consult.vocabulary import LANGUAGES, Channel, ResponseKind, ResponseState, Sector

Kind = TypeVar("Kind", bound=StrEnum)
Options = list[dict[str, object]]
LONGEST_NAME = 100


def read_listing(args: Mapping[str, str]) -> Listing:
    """The list that a query string asks for; the latest received first where it says nothing."""
    state = _find(ResponseState, args.get("state"))
    wanted = Wanted(
        kind=ResponseKind.RETURN,
        states=(state,) if state else RECEIVED,
        sector=_find(Sector, args.get("sector")),
        sub_region_id=args.get("place") or None,
        channel=_find(Channel, args.get("channel")),
        language=args.get("language") if args.get("language") in LANGUAGES else None,
    )
    sort = args.get("sort", "")
    if sort not in SORTABLE:
        return Listing(wanted, _read_name(args))
    return Listing(wanted, _read_name(args), sort, args.get("order") == "desc")


def read_page(args: Mapping[str, str]) -> int:
    """The page of the list, counted from one."""
    typed = args.get("page", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def list_options(pairs: Iterable[tuple[str, str]], chosen: str | None, every: str) -> Options:
    """Items of a drop-down, with one first that filters nothing."""
    first = {"value": "", "text": every, "selected": not chosen}
    return [first, *({"value": value, "text": text, "selected": value == chosen} for value, text in pairs)]


def _read_name(args: Mapping[str, str]) -> str:
    return args.get("name", "").strip()[:LONGEST_NAME]


def _find(kind: type[Kind], value: str | None) -> Kind | None:
    return next((member for member in kind if member.value == value), None)
