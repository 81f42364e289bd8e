"""Reading of JSON objects field by field, so that a wrong one is refused with its place and reason."""

from collections.abc import Collection, Mapping

from analysis.errors import AnalysisError


class Payload:
    """A JSON object being read; every field must be asked for before `finish`."""

    def __init__(self, value: object, place: str, failure: type[AnalysisError]) -> None:
        self.place, self._failure = place, failure
        if not isinstance(value, Mapping):
            raise self.refuse("it is not an object")
        self._fields: dict[object, object] = dict(value)

    def refuse(self, reason: str) -> AnalysisError:
        """Make the error that names this place."""
        return self._failure(place=self.place, reason=reason)

    def text(self, name: str, *, allow_empty: bool = True, absent: str | None = None) -> str:
        """Read a text. absent: what it is where it is not there."""
        if absent is not None and name not in self._fields:
            return absent
        value = self._take(name)
        if not isinstance(value, str) or not (value or allow_empty):
            raise self.refuse(f"{name} must be a text{'' if allow_empty else ' with something in it'}")
        return value

    def one_of(self, name: str, known: Collection[str], *, absent: str) -> str:
        """Read one of these texts. absent: what it is where it is not there."""
        value = self.text(name) if name in self._fields else absent
        if value not in known:
            raise self.refuse(f"{name} must be one of {', '.join(filter(None, known))}, or empty")
        return value

    def optional_text(self, name: str) -> str | None:
        """Read a text, or null."""
        if self._fields.get(name, "") is None:
            self._take(name)
            return None
        return self.text(name)

    def number(self, name: str, *, at_least: int = 0, absent: int | None = None) -> int:
        """Read a whole number; true and false are not numbers. absent: what it is where it is not there."""
        if absent is not None and name not in self._fields:
            return absent
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
            raise self.refuse(f"{name} must be a whole number from {at_least}")
        return value

    def flag(self, name: str) -> bool:
        """Read true or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise self.refuse(f"{name} must be true or false")
        return value

    def values(self, name: str) -> tuple[object, ...]:
        """Read a list of anything."""
        value = self._take(name)
        if not isinstance(value, list | tuple):
            raise self.refuse(f"{name} must be a list")
        return tuple(value)

    def texts(self, name: str, *, absent: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Read a list of texts. absent: what it is where it is not there."""
        if absent is not None and name not in self._fields:
            return absent
        values = self.values(name)
        found = tuple(value for value in values if isinstance(value, str))
        if len(found) != len(values):
            raise self.refuse(f"{name} must hold texts only")
        return found

    def text_pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Read an object whose values are texts, as pairs in its order."""
        pairs = self.inner(name)
        return tuple((str(key), pairs.text(str(key))) for key in tuple(pairs._fields))

    def inner(self, name: str) -> "Payload":
        """Read an object inside this one."""
        return Payload(self._take(name), f"{self.place}, {name}", self._failure)

    def finish(self) -> None:
        """Refuse what nobody asked for: it would be lost without a word."""
        if self._fields:
            names = ", ".join(sorted(map(str, self._fields)))
            raise self.refuse(f"it has fields that are not known: {names}")

    def _take(self, name: str) -> object:
        if name not in self._fields:
            raise self.refuse(f"{name} is missing")
        return self._fields.pop(name)
