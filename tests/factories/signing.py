"""A forum of three that count and an observer, and what it decides about a version."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.attachments import AttachedFile
from consult.models.region import Forum, Organisation
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.signing.deciding import Decision
from consult.services.signing.forum_terms import Terms, set_terms
from consult.services.signing.signing_off import sign_off
from consult.vocabulary import Standing
from tests.factories.agreeing import ADA
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_forum, make_organisation

QUORUM = 2


@dataclass(frozen=True)
class Board:
    """A board; the first of its members is in the chair."""

    forum: Forum
    members: tuple[Organisation, ...]
    police: Organisation

    def say(self, *said: Vote, police: Vote | None = None) -> dict[str, Vote]:
        """What members said, in their order; the others were not there."""
        votes = {one.id: vote for one, vote in zip(self.members, said, strict=False)}
        return votes | ({self.police.id: police} if police else {})


def make_board(session: Session, **terms: Any) -> Board:
    """A board with a quorum of two, whose terms allow meetings alone unless told otherwise."""
    members = tuple(make_organisation(session, name=f"Member {letter}") for letter in "ABC")
    police = make_organisation(session, name="Police", standing=Standing.OBSERVER)
    forum = make_forum(session, *members, police, key="board", name="The board")
    chair = make_contact(session, members[0])
    given = {"quorum": QUORUM, "chair_contact_id": chair.id, **terms}
    set_terms(session, forum, Terms(**given), actor="test", now=NOW)
    return Board(forum, members, police)


def decide(
    session: Session, version: DraftVersion, board: Board, file: AttachedFile, **values: Any
) -> SignOff:
    """The board agrees in a meeting, with all members for it, unless told otherwise."""
    said = board.say(Vote.FOR, Vote.FOR, Vote.FOR)
    usual = {"way": SignOffWay.MEETING, "decided_on": TODAY, "outcome": SignOffOutcome.AGREED, "said": said}
    decision = Decision(**{**usual, "fingerprint": version.digest, "file": file, **values})
    return sign_off(session, SYSTEM, version, board.forum, decision, author=ADA, now=NOW)
