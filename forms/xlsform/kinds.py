"""What the cell in the column “type” says."""

import difflib
import re
from dataclasses import dataclass
from enum import Enum, auto

from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from forms.definitions import KINDS

READABLE = ", ".join((*KINDS, "calculate", "hidden", "begin_group", "end_group"))


class RowKind(Enum):
    """What a row is."""

    QUESTION = auto()
    BEGIN_GROUP = auto()
    END_GROUP = auto()
    CALCULATION = auto()
    HIDDEN = auto()
    TRACKING = auto()
    UNSUPPORTED = auto()
    LATER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class RowType:
    """A row's type: what it is, its kind of question, and the list of choices it names."""

    row_kind: RowKind
    written: str
    kind: str = ""
    list_name: str = ""
    has_or_other: bool = False


_SELECTS = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "select multiple": "select_multiple",
    "rank": "rank",
}
_SIMPLE = {
    "text": "text",
    "string": "text",
    "q string": "text",
    "add text prompt": "text",
    "integer": "integer",
    "int": "integer",
    "q int": "integer",
    "add integer prompt": "integer",
    "decimal": "decimal",
    "q decimal": "decimal",
    "add decimal prompt": "decimal",
    "range": "range",
    "date": "date",
    "q date": "date",
    "add date prompt": "date",
    "time": "time",
    "datetime": "dateTime",
    "date time": "dateTime",
    "q datetime": "dateTime",
    "q date time": "dateTime",
    "add datetime prompt": "dateTime",
    "add date time prompt": "dateTime",
    "acknowledge": "acknowledge",
    "trigger": "acknowledge",
    "q acknowledge": "acknowledge",
    "add acknowledge prompt": "acknowledge",
    "note": "note",
    "q note": "note",
    "add note prompt": "note",
}
_CALCULATIONS = frozenset({"calculate", "calculation", "q calculate", "add calculate prompt"})
# fmt: off
_TRACKING = frozenset({
    "audit", "background-audio", "background-geopoint", "device id", "deviceid", "email", "end", "end time",
    "get device id", "get end time", "get phone number", "get sim id", "get start time", "get subscriber id",
    "get today", "imei", "phone number", "phonenumber", "sim id", "simserial", "start", "start time",
    "start-geopoint", "subscriber id", "subscriberid", "today", "uri:deviceid", "uri:email",
    "uri:phonenumber", "uri:simserial", "uri:subscriberid", "uri:username", "username",
})
_UNSUPPORTED = frozenset({
    "barcode", "q barcode", "add barcode prompt", "geopoint", "geoshape", "geotrace", "gps", "q geopoint",
    "q geoshape", "q geotrace", "q location", "location", "add location prompt",
})
# fmt: on
_CONTROL = re.compile(r"(begin|end)[\s_]+([a-z]+(?: group)?)", re.IGNORECASE)
_SELECT_NAMES = sorted(aliases.select, key=len, reverse=True)
_LATER_SELECTS = frozenset(aliases.select_from_file) | {"select_one_external"}


def read_type(written: str) -> RowType:
    """Return what a row is; unknown where nothing fits."""
    text = " ".join(written.split())
    folded = text.lower()
    if folded in _TRACKING:
        return RowType(RowKind.TRACKING, text)
    if control := _CONTROL.fullmatch(folded):
        return _read_control(text, *control.groups())
    if folded in _SIMPLE:
        return RowType(RowKind.QUESTION, text, _SIMPLE[folded])
    if folded in _CALCULATIONS:
        return RowType(RowKind.CALCULATION, text)
    if folded == "hidden":
        return RowType(RowKind.HIDDEN, text)
    for name in _SELECT_NAMES:
        if folded == name or folded.startswith(f"{name} "):
            return _read_select(name, text)
    if folded in _UNSUPPORTED:
        return RowType(RowKind.UNSUPPORTED, text)
    is_known = folded in {kind.lower() for kind in QUESTION_TYPE_DICT}
    return RowType(RowKind.LATER if is_known else RowKind.UNKNOWN, text)


def find_edge(written: str) -> tuple[str, str] | None:
    """Return “begin” or “end” and of what, for the edges of groups and of rows that repeat."""
    folded = " ".join(written.split()).lower()
    control = None if folded in _TRACKING else _CONTROL.fullmatch(folded)
    return (control[1], aliases.control.get(control[2], control[2])) if control else None


def guess_type(written: str) -> str:
    """Return “; did you mean …?” for a spelling mistake, or nothing."""
    start = written.lower().split(" ")[0]
    close = difflib.get_close_matches(start, [*KINDS, "begin_group", "end_group"], 1, 0.7)
    return f"; did you mean “{close[0]}”?" if close else ""


def _read_control(text: str, edge: str, what: str) -> RowType:
    if aliases.control.get(what) == "group":
        return RowType(RowKind.BEGIN_GROUP if edge == "begin" else RowKind.END_GROUP, text)
    return RowType(RowKind.LATER if what in aliases.control else RowKind.UNKNOWN, f"{edge}_{what}")


def _read_select(name: str, text: str) -> RowType:
    if name in _LATER_SELECTS:
        return RowType(RowKind.LATER, name)
    rest = text[len(name) :].strip()
    plain = re.sub(r"\s*\b(or_other|or specify other)$", "", rest, flags=re.IGNORECASE)
    kind = _SELECTS.get(aliases.select[name], "select_one")
    return RowType(RowKind.QUESTION, name, kind, plain, plain != rest)
