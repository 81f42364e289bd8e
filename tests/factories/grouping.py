"""A community group with its link, its agreement and its number."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.groups import RelayGroup
from consult.sealing.codenames import Codename, new_codename, stretch_codename
from consult.sealing.stretching import MINIMAL
from consult.services.experiences.grouping import keep_number, make_link
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import accept_terms
from consult.vocabulary import Sector
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation

EXPIRES_ON = date(2031, 6, 30)


def make_group(session: Session, **values: Any) -> tuple[RelayGroup, str]:
    """A group that has just got its link, and the secret part of that."""
    given = {"sector": Sector.VOLUNTARY_COMMUNITY, "name": "Harbour Light", **values}
    organisation = make_organisation(session, **given)
    made = make_link(session, organisation, expires_on=EXPIRES_ON, actor="test", now=NOW)
    return made.group, made.token


def make_ready_group(session: Session, secret_salt: bytes, **values: Any) -> tuple[RelayGroup, str, Codename]:
    """A group that has accepted the agreement and drawn its number."""
    group, token = make_group(session, **values)
    accept_terms(session, group, get_current_agreement(session), accepted_by="Ada Morgan", today=TODAY)
    number = new_codename()
    keep_number(session, group, stretch_codename(number, secret_salt, cost=MINIMAL))
    return group, token, number
