"""What a community group left beside the words of an experience: what it put right, and of which event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from consult.models.response import Response
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.keys import AccountKey
from consult.services.experiences.hearing_events import Event, open_event
from consult.services.experiences.relaying import list_corrections
from consult.services.identifiers.masking import Piece, cut_beside
from consult.services.keys.key_keeping import AccountKeys
from consult.vocabulary import Bucket


@dataclass(frozen=True)
class Said:
    """A text in pieces, and its language. said_by: of a point of an event, roughly by how many."""

    language: str
    pieces: Sequence[Piece] = field(repr=False)
    said_by: str = ""


@dataclass(frozen=True)
class Beside:
    """What stands beside one experience, or why it cannot be shown."""

    corrections: Sequence[Said] = ()
    event: Event | None = None
    points: Sequence[Said] = ()
    gap: Bucket | None = None

    @property
    def masked_count(self) -> int:
        """How many places may give somebody away."""
        said = [*self.corrections, *self.points]
        return sum(1 for one in said for piece in one.pieces if piece.kind)


NOTHING = Beside()


def hear_beside(
    session: Session, response: Response, keys: AccountKeys, taken_out: Collection[str]
) -> Beside:
    """Open it with the key of the experience. taken_out: words that are masked in the answers."""
    try:
        key = keys.open_key(response.id)
        if key is None:
            return Beside(gap=Bucket.LOCKED)
        try:
            return _open(session, response, key, taken_out)
        finally:
            key.forget()
    except (Locked, WrongKey):
        return Beside(gap=Bucket.LOCKED)
    except SealBroken:
        return Beside(gap=Bucket.UNREADABLE)


def _open(session: Session, response: Response, key: AccountKey, taken_out: Collection[str]) -> Beside:
    put_right = list_corrections(session, response.id, key)
    event = open_event(session, response.id, key)
    return Beside(
        [Said(language, cut_beside(words, taken_out)) for words, language in put_right],
        event,
        [
            Said(response.language, cut_beside(point.words, taken_out), point.said_by)
            for point in (event.points if event else ())
        ],
    )
