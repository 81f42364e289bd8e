"""What a manager gives for a statement of a list: a source, a partner's fact, a position or an ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consult.models.evidence_kinds import AskKind
from consult.services.evidence.cited_keys import FACT, POSITION, SOURCE


@dataclass(frozen=True)
class GivenSource:
    """published: as the publisher gives it. file_id: of an attached file; empty for none.

    about_questions, about_tags: ids of questions of government and keys of tags that it speaks to.
    """

    said: str
    publisher: str
    title: str
    published: str
    place: str = ""
    file_id: str = ""
    looked_at_on: date | None = None
    valid_until_on: date | None = None
    about_questions: tuple[str, ...] = ()
    about_tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class GivenFact:
    """A fact, and the return that it stands in."""

    said: str
    response_id: str


@dataclass(frozen=True)
class GivenAsk:
    """authority: who approved it and when, or that it is the view of officers."""

    kind: AskKind
    said: str
    holder: str
    authority: str = ""


Given = GivenSource | GivenFact | GivenAsk
NAMES: Mapping[type[Given], str] = {GivenSource: SOURCE, GivenFact: FACT, GivenAsk: POSITION}
