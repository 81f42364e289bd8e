"""Reading stored values of a definition one by one, each refused with the place where it stands.

It uses the standard library only, as definitions do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from forms.errors import FormsError


def broken(where: str, why: str) -> FormsError:
    """Return the error of a place that cannot be read."""
    return FormsError("F001", where=where, why=why)


def read_fields(record: Any, where: str, of: type) -> Mapping[str, Any]:
    """Return the record, which has each field that a class asks for, and none that it does not know."""
    if not isinstance(record, Mapping):
        raise broken(where, "it is not an object")
    known = {one.name for one in fields(of)}
    wanted = known - {one.name for one in fields(of) if is_later(one)}
    if differing := (wanted - set(record)) | (set(record) - known):
        names = ", ".join(sorted(str(name) for name in differing))
        raise broken(where, f"missing or unknown fields: {names}")
    return record


def is_later(one: Any) -> bool:
    """Tell whether a field came after the first definitions were stored, which do not have it."""
    return bool(one.metadata.get("is_later"))


def find_default(one: Any) -> Any:
    """Return what a field is where nothing is said."""
    return one.default if one.default is not MISSING else one.default_factory()


def read_items(value: Any, where: str) -> Iterable[tuple[int, Any]]:
    """List the items of a list with their places."""
    if not isinstance(value, list | tuple):
        raise broken(where, "it is not a list")
    return enumerate(value)


def read_string(value: Any, where: str, *, may_be_empty: bool = False) -> str:
    """Return a text."""
    if not isinstance(value, str) or not (value or may_be_empty):
        raise broken(where, "it is not a text, or it is empty")
    return value


def read_later_string(record: Mapping[str, Any], name: str, where: str) -> str:
    """Return a text that stands only where it says something."""
    return read_string(record.get(name, ""), f"{where}.{name}", may_be_empty=True)


def read_strings(value: Any, where: str) -> tuple[str, ...]:
    """Return a list of texts, none of them empty."""
    return tuple(read_string(item, f"{where}[{n}]") for n, item in read_items(value, where))


def read_flag(value: Any, where: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise broken(where, "it is neither true nor false")
    return value


def read_text(value: Any, where: str) -> Mapping[str, str]:
    """Return texts by their keys: the tags of languages, or the names of columns."""
    if not isinstance(value, Mapping):
        raise broken(where, "it is not an object of languages")
    return {
        read_string(tag, where): read_string(said, f"{where}.{tag}", may_be_empty=True)
        for tag, said in value.items()
    }


def check_unique(names: Iterable[str], where: str) -> None:
    """Refuse a name that is there twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise broken(where, f"“{name}” is there twice")
        seen.add(name)
