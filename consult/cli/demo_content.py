"""What the demonstration is filled with: region, staff, consultation, returns, locked experiences."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from consult.cli.talking import make_teller, tell
from consult.sealing.holder_changes import add_recovery_key
from consult.sealing.key_files import create_key_file, read_public_key
from consult.sealing.passphrases import ALPHABET
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import INTERACTIVE
from consult.services.keys.key_keeping import KeyStore
from consult.services.sample.sampling import load_consultation, load_returns, load_standing_call, make_mover
from consult.services.sample.sampling_accounts import load_accounts
from consult.services.sample.sampling_care import load_care
from consult.services.sample.sampling_earlier import load_earlier
from consult.services.sample.sampling_figures import load_figures
from consult.services.sample.sampling_groups import load_groups
from consult.services.sample.sampling_protection import load_protection_file
from consult.services.sample.sampling_region import load_region, load_staff
from consult.vocabulary import Role

HOLDER = "Demonstration"
GROUPS, GROUP_LETTERS = 4, 5


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in to the demonstration."""

    name: str
    email: str
    roles: tuple[Role, ...]
    password: str


@dataclass(frozen=True)
class GroupLink:
    """A fictional community group: the secret part of its link, and its number."""

    name: str
    token: str
    number: str


@dataclass(frozen=True)
class DemoContent:
    """What was put in place."""

    slug: str
    consultation_id: str
    earlier_id: str
    earlier_slug: str
    staff: tuple[SignIn, ...]
    call_slug: str
    groups: tuple[GroupLink, ...]


def make_demo_key(path: Path, *, today: date) -> str:
    """Make the key that locks the demonstration's experiences; returns its passphrase."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS))
    passphrase = "-".join(groups)
    create_key_file(path, HOLDER, passphrase, today=today, cost=INTERACTIVE, is_demo=True)
    add_recovery_key(path, passphrase, cost=INTERACTIVE)  # no form opens with one way only
    return passphrase


def load_content(
    app: Flask,
    session: Session,
    store: KeyStore,
    settings: Mapping[str, Any],
    *,
    today: date,
    now: datetime,
) -> DemoContent:
    """Put the fictional content in place; the caller commits."""
    move = make_mover(today)
    organisations = load_region(session, now=now)
    load_care(session, now=now)
    tell(f"Loaded a fictional region with {organisations} organisations")
    with app.app_context():
        invited = load_staff(session, hash_password=hash_password, now=now)
    consultation = load_consultation(session, move=move, now=now)
    notice = load_protection_file(session, consultation, move=move, now=now)
    tell(f"Loaded its data-protection file, approved as version {notice} of the privacy notice")
    returns = load_returns(session, consultation, move=move, today=today, now=now)
    tell(f"Loaded {load_figures(session, now=now)} fictional published figures")
    tell(f"Loaded a consultation in several languages, and {returns.taken_in} returns to it")
    secret_salt = read_secret_salt(Path(settings["SALT_FILE"]))
    groups = load_groups(session, secret_salt=secret_salt, today=today, now=now)
    accounts = load_accounts(
        session,
        store,
        consultation,
        groups=groups,
        public_key=read_public_key(Path(settings["KEY_FILE"])),
        secret_salt=secret_salt,
        move=move,
        now=now,
        tell=make_teller(),
    )
    tell(f"Loaded and locked {accounts} experiences")
    earlier, count = load_earlier(session, move=move, today=today, now=now)
    tell(f"Loaded an earlier consultation that is over, and {count} returns to it")
    call = load_standing_call(session, now=now)
    load_protection_file(session, call, move=move, now=now)
    staff = tuple(_describe(one.staff, one.password) for one in invited)
    links = tuple(
        GroupLink(one.group.organisation.name, one.token, one.number.shown()) for one in groups.values()
    )
    return DemoContent(consultation.slug, consultation.id, earlier.id, earlier.slug, staff, call.slug, links)


def _describe(staff: Any, password: str) -> SignIn:
    return SignIn(staff.name, staff.email, tuple(role.name for role in staff.roles), password)
