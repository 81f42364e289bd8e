"""Put blanks in place of what people took out of experiences, so that nothing is found in it or named by it.

Each letter has a blank of its own: every place in the text stays where it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.text import BLANK
from consult.models.readings import AnswerText
from consult.services.identifiers.redacting import Kept, Redaction, list_of_question

_SEEN = re.compile(r"\S")


def blank_out(rows: Iterable[AnswerText], decided: Mapping[str, Kept]) -> Iterator[AnswerText]:
    """Give the answers without what was taken out. decided: by account, over these texts."""
    for row in rows:
        taken_out = [
            one for one in list_of_question(decided.get(row.response_id), row.question_id) if one.is_taken_out
        ]
        yield replace(row, text=_blank(row.text, taken_out)) if taken_out else row


def _blank(text: str, taken_out: Iterable[Redaction]) -> str:
    for one in taken_out:
        text = text[: one.start] + _SEEN.sub(BLANK, text[one.start : one.end]) + text[one.end :]
    return text
