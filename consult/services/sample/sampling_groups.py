"""The demonstration's fictional community groups and what they passed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from consult.models.groups import RelayGroup
from consult.sealing.codenames import Codename, new_codename, stretch_codename
from consult.services import auditing
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.grouping import allow_cards, keep_number, make_link
from consult.services.experiences.hearing_events import ALL_AGREED, Event, Point, begin_event, keep_event
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import accept_terms
from consult.services.experiences.relaying import Powers, begin_entry, describe_entry
from consult.services.experiences.tracing import get_provenance, keep_provenance
from consult.services.region.directing import get_organisation

GROUPS = {"horn-women": "Selam Fictional", "afghan-together": "Farida Fictional"}
"""Organisations of the sample that have a link, and who accepted the agreement for them."""

GOOD_FOR = timedelta(days=365)
PEOPLE_AT_EVENTS = 14


@dataclass(frozen=True)
class SampleGroup:
    """A fictional group, the secret part of its link, and its number."""

    group: RelayGroup
    token: str
    number: Codename


def load_groups(
    session: Session, *, secret_salt: bytes, today: date, now: datetime
) -> dict[str, SampleGroup]:
    """Give two fictional groups their links and numbers; by the key of their organisation."""
    return {key: _make_group(session, key, name, secret_salt, today, now) for key, name in GROUPS.items()}


def pass_on(session: Session, group: RelayGroup, opened: OpenedAccount, given: Mapping[str, str]) -> None:
    """Put an account on its group's list; one that was told at an event is one."""
    begin_entry(session, group, opened.response.id)
    powers = Powers(may_read_back=given["interpreter"] == "none")
    label = f"{given['place_band']} {given['received_on'][5:]}"
    describe_entry(session, group, opened.response.id, label=label, powers=powers)
    if given["teller"] == "event":
        _describe_event(session, opened, given)


def _describe_event(session: Session, opened: OpenedAccount, given: Mapping[str, str]) -> None:
    provenance = get_provenance(session, opened.response.id, opened.key)
    event = Event(
        month=given["received_on"][:7],
        people=PEOPLE_AT_EVENTS,
        ages=("25_44", "45_64"),
        genders=("women", "men"),
        languages=(given["language"],),
        areas=(given["place_band"],),
        points=(Point(given["what_happened"], "most"),),
        agreed=ALL_AGREED,
        may_print=given["consent_quote"] == "true",
    )
    begin_event(session, opened)
    keep_event(session, opened, event, small_number=1)
    keep_provenance(session, opened.response.id, opened.key, provenance)


def _make_group(
    session: Session, key: str, name: str, secret_salt: bytes, today: date, now: datetime
) -> SampleGroup:
    organisation = get_organisation(session, key)
    made = make_link(session, organisation, expires_on=today + GOOD_FOR, actor=auditing.SYSTEM, now=now)
    accept_terms(session, made.group, get_current_agreement(session), accepted_by=name, today=today)
    number = new_codename()
    keep_number(session, made.group, stretch_codename(number, secret_salt))
    allow_cards(session, made.group, is_allowed=True, actor=auditing.SYSTEM, now=now)
    return SampleGroup(made.group, made.token, number)
