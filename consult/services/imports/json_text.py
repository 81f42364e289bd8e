"""JSON as databases give it when nobody reads it: SQLite turns the text of a number into a number.

That is exact for what answers hold: whole numbers of up to 15 digits. A fraction that is whole (3.0)
would be 3.
"""

import json


def as_json_text(value: object) -> str | None:
    """The text; None where there is none, which is not the text `null`."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)
