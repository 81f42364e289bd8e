"""What the page of a return says of personal data that was found in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consult.models.response import Response
from consult.queries.return_finds import Decider, list_deciders
from consult.services.identifiers.pseudonyms import ToCheck
from consult.services.identifiers.redacting import STAND_INS, Redaction
from consult.services.identifiers.settling_finds import list_texts, mark_texts, read_choice
from consult.services.identifiers.waiting_finds import list_waiting
from consult.web.access import DECIDE, meets
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.desk_answers import ShownReturn
from consult.web.viewing import get_current_viewer

AROUND = 90
"""How many characters before and after a find are shown at most."""
KINDS = {kind: words.capitalize() if words.islower() else words for kind, words in STAND_INS.items()}
CHOSEN = {True: "stand", False: "keep_out", None: ""}
_FIRST_WORD, _LAST_WORD = re.compile(r"^\S*\s"), re.compile(r"\s\S*$")


@dataclass(frozen=True)
class ShownFind:
    """One find in its passage. chosen: what was decided, "" for nothing yet; by whom and when."""

    name: str
    about: str
    language: str
    before: str = field(repr=False)
    words: str = field(repr=False)
    after: str = field(repr=False)
    chosen: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class FoundInReturn:
    """What was found in one return: open and decided, in order, and what stands for its texts."""

    mark: str
    open: Sequence[ShownFind]
    decided: Sequence[ShownFind]


def describe_found(response: Response, shown: ShownReturn) -> FoundInReturn | None:
    """Describe what was found in a return, for those who may decide about it; None for others."""
    if not meets(DECIDE):
        return None
    texts = list_texts(get_session(), shown.texts)
    deciders = list_deciders(get_session(), get_current_viewer(), response.id)
    finds = [_show(text, one, deciders) for text in texts for one in text.redactions]
    decided = [one for one in finds if one.chosen]
    return FoundInReturn(mark_texts(shown.texts), [one for one in finds if not one.chosen], decided)


def count_undecided(consultation_id: str) -> int:
    """Passages of returns that wait for a decision about personal data, for those who may decide."""
    if not meets(DECIDE):
        return 0
    counts = list_waiting(get_session(), get_current_viewer(), consultation_id, today=get_today())
    return sum(counts.values())


def _show(text: ToCheck, one: Redaction, deciders: Mapping[tuple[str, int, int], Decider]) -> ShownFind:
    place = (one.question_id, one.start, one.end)
    decider = deciders.get(place)
    first, last = max(0, one.start - AROUND), min(len(text.text), one.end + AROUND)
    before, after = text.text[first : one.start], text.text[one.end : last]
    return ShownFind(
        "find:{}-{}-{}".format(*place),
        _explain(one),
        text.language,
        before if first == 0 else "… " + _FIRST_WORD.sub("", before),
        text.text[one.start : one.end],
        after if last == len(text.text) else _LAST_WORD.sub("", after) + " …",
        CHOSEN[read_choice(one)],
        decider.name if decider else "",
        decider.at if decider else None,
    )


def _explain(one: Redaction) -> str:
    """What it may be, how sure, and why."""
    kind = KINDS.get(one.kind, KINDS["detail"])
    why = one.suggestion
    return f"{kind}, {why.how_sure}: it {why.reason}." if why else f"{kind}. The program no longer finds it."
