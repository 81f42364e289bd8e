"""A date in three inputs, as people write it: day, month, year."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError
from wtforms.utils import unset_value

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(Field):
    """`data` is a date or None; `typed` keeps what was typed, to be shown again whatever it was."""

    def __init__(self, label: str, *, needed: str = "", hint: str = "", **options: Any) -> None:
        self.needed = needed
        self.typed: list[str] = []
        super().__init__(label, description=hint, **options)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the stored day, then what was typed in the three inputs."""
        self._formdata = formdata
        super().process(formdata, data, extra_filters)

    def process_data(self, value: Any) -> None:
        """Take the stored day."""
        self.data = value
        self.typed = [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def process_formdata(self, _valuelist: list[str]) -> None:
        """Read the three inputs. Raises: ValueError with the message people see."""
        self.typed = [(self._formdata.get(f"{self.name}-{part}") or "").strip() for part in PARTS]
        self.data = read_day(self.typed)

    def pre_validate(self, _form: Any) -> None:
        """Ask for a day that is needed; a form sent with nothing in it is never read."""
        if self.needed and self.data is None and not self.process_errors:
            raise ValidationError(self.needed)


def read_day(typed: list[str]) -> date | None:
    """The date in a day, a month and a year; None where all are empty. Raises: ValueError."""
    if not any(typed):
        return None
    try:
        day, month, year = (int(part) for part in typed)
        found = date(year, month, day)
    except ValueError:
        raise ValueError("Enter a real date, like 27 3 2026") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}, with four digits")
    return found
