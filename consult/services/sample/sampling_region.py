"""The demonstration's fictional region: partnership, areas, organisations, forums and staff."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from consult.models.group_kinds import WayIn
from consult.services import auditing
from consult.services.consultations.ways_in import set_way_in
from consult.services.imports.table_files import read_table_file
from consult.services.region import directing
from consult.services.region.counting_speakers import take_in_speakers
from consult.services.region.directing import ContactDetails, OrganisationDetails
from consult.services.region.setting_up import PartnershipDetails, describe_partnership
from consult.services.region.staffing import (
    FirstPassword,
    HashPassword,
    describe_staff,
    draw_password,
    invite_staff,
)
from consult.vocabulary import ForumKind, Role, Sector, Standing

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
REGION_FILE = SAMPLE / "region.toml"
FORUM_KINDS = {"board": ForumKind.BOARD, "sub_group": ForumKind.SUBGROUP, "locality": ForumKind.LOCALITY}


def read_toml(path: Path) -> dict[str, Any]:
    """Read one of the sample's own files."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load_region(session: Session, *, now: datetime) -> int:
    """Put the fictional region in place; returns how many organisations it has."""
    region = read_toml(REGION_FILE)
    _describe_partnership(session, region["partnership"], now)
    for area in region["sub_regions"]:
        directing.add_sub_region(session, area["key"], area["name"], actor=auditing.SYSTEM, now=now)
    for one in region["organisations"]:
        directing.add_organisation(session, _describe_organisation(one), actor=auditing.SYSTEM, now=now)
    for one in region["contacts"]:
        _add_contact(session, one, now)
    for one in region["forums"]:
        _add_forum(session, one, now)
    set_way_in(session, None, WayIn.ANYONE, actor=auditing.SYSTEM, now=now)
    figures = read_table_file(SAMPLE / "speakers.csv")
    take_in_speakers(session, figures, actor=auditing.SYSTEM, now=now, is_fictional=True)
    return len(region["organisations"])


def load_staff(session: Session, *, hash_password: HashPassword, now: datetime) -> list[FirstPassword]:
    """Invite the fictional staff, each with a one-time password."""
    return [_invite(session, one, hash_password, now) for one in read_toml(SAMPLE / "staff.toml")["staff"]]


def _describe_partnership(session: Session, found: Mapping[str, Any], now: datetime) -> None:
    details = PartnershipDetails(
        name=found["name"],
        short_name=found["short_name"],
        host=found["host"],
        contact_email=found["email"],
        is_fictional=True,
    )
    describe_partnership(session, details, actor=auditing.SYSTEM, now=now)


def _describe_organisation(found: Mapping[str, Any]) -> OrganisationDetails:
    return OrganisationDetails(
        key=found["key"],
        name=found["name"],
        sector=Sector(found["sector"]),
        standing=Standing(found["standing"]),
        council_code=found.get("council_code"),
        sub_region_key=found["sub_region"],
    )


def _add_contact(session: Session, found: Mapping[str, Any], now: datetime) -> None:
    organisation = directing.get_organisation(session, found["organisation"])
    details = ContactDetails(found["name"], found["email"], found["role"], found["language"])
    directing.add_contact(session, organisation, details, actor=auditing.SYSTEM, now=now)


def _add_forum(session: Session, found: Mapping[str, Any], now: datetime) -> None:
    directing.add_forum(
        session,
        key=found["key"],
        name=found["name"],
        kind=FORUM_KINDS[found["kind"]],
        quorum=found["quorum"],
        member_keys=[*found["members"], *found["observers"]],
        chair_email=found["chair"],
        actor=auditing.SYSTEM,
        now=now,
    )


def _invite(
    session: Session, found: Mapping[str, Any], hash_password: HashPassword, now: datetime
) -> FirstPassword:
    first = invite_staff(
        session,
        email=found["email"],
        name=found["name"],
        roles=[Role(role) for role in found["roles"]],
        drawn=draw_password(hash_password),
        actor=auditing.SYSTEM,
        now=now,
    )
    if found.get("organisation"):
        organisation = directing.get_organisation(session, found["organisation"])
        describe_staff(
            session,
            first.staff,
            name=first.staff.name,
            organisation_id=organisation.id,
            actor=auditing.SYSTEM,
            now=now,
        )
    return first
