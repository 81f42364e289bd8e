"""Organisations that are asked about a version, and positions that they give."""

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.agreement_kinds import Authority, Stance
from consult.models.positions import SectionPosition
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services.agreement.circulating import MadeLink, circulate
from consult.services.agreement.given_positions import GivenPosition
from consult.services.agreement.giving_positions import give_position
from consult.services.returns.revising import Author
from tests.factories.numbering import NOW

CLOSES_ON = date(2031, 3, 20)
ADA = Author(None, "Ada Morgan")
SECRET = b"only for tests"
ENDORSES = GivenPosition(Stance.ENDORSES, "", Authority.OFFICER, "", None, "Ada Morgan", "Head of policy")
DISSENTS = replace(ENDORSES, stance=Stance.DISSENTS, words="We do not agree.")
_numbers = itertools.count()


def ask_one(session: Session, version: DraftVersion, organisation: Organisation, **values: Any) -> MadeLink:
    """The link of one organisation."""
    given = {"closes_on": CLOSES_ON, "author": ADA, "now": NOW, **values}
    return circulate(session, version, [organisation], **given)[0]


def say(session: Session, made: MadeLink, key: str, given: GivenPosition = ENDORSES) -> SectionPosition:
    """What the organisation says to one section."""
    return give_position(
        session, made.asked, key, given, submission_id=f"submission {next(_numbers)}", now=NOW
    )
