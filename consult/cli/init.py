"""`consult init`: make an installation, or bring one up to date; safe to run again."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from consult.cli import instance
from consult.cli.context import CommandContext
from consult.cli.key_store import connect_key_store, is_missing, refuse_loss
from consult.cli.opening import explain, get_now, get_today, open_session
from consult.cli.talking import say, tell
from consult.jobs.tidying import reconcile
from consult.models.engine import make_engine
from consult.models.staff import Staff, StaffRole
from consult.services import auditing
from consult.services.backups.putting_in_place import require_finished
from consult.services.backups.upgrading import KEYS, upgrade_database
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.moving_keys import move_keys
from consult.services.region.staffing import FirstPassword, draw_password, invite_staff
from consult.vocabulary import Role


@click.command()
@click.option("--email", help="Address of the first administrator; asked for where it is not given.")
@click.option("--name", help="Name of the first administrator.")
@click.option(
    "--new-key-store",
    is_flag=True,
    help="Begin an empty key store where the old one is lost for good: what it opened stays unreadable.",
)
@click.pass_obj
def init(command: CommandContext, email: str | None, name: str | None, new_key_store: bool) -> None:
    """Make the instance folder: settings, secret key, salt, database, key store and a first administrator.

    Run it again after every upgrade: the database is copied, then brought up to date, and nothing that
    is there is replaced. The folder is ./instance unless CONSULT_INSTANCE names another.
    """
    settings = prepare(command, new_key_store=new_key_store)
    with open_session(settings) as session:
        needs_administrator = not has_administrator(session)
    if not needs_administrator:
        say("There is an administrator already; nobody was added.")
        return
    email = email or click.prompt("E-mail address of the first administrator", err=True)
    name = name or click.prompt("Their name", err=True)
    app = command.make_app()
    with open_session(settings) as session:
        first = add_administrator(app, session, email=email, name=name)
        say(f"Administrator: {first.staff.email}")
        say(f"One-time password: {first.password}")
    say("It is shown this once, and must be changed at the first sign-in, at /desk/ of the site.")
    say("Next: `consult serve` and `consult worker`.")


def prepare(command: CommandContext, *, new_key_store: bool = False) -> dict[str, Any]:
    """Make or complete folder, settings, salt, database and key store; returns the settings."""
    os.umask(0o077)  # what is made here is for its owner only
    folder = Path(str(command.load()["INSTANCE"]))
    require_finished(folder)
    instance.make_folder(folder)
    path = instance.find_settings_path(folder)
    if instance.ensure_secret_key(path):
        tell(f"A secret key was written to {path}")
    settings = command.load()
    if instance.ensure_salt(Path(settings["SALT_FILE"])):
        tell(f"The salt of return numbers was written to {settings['SALT_FILE']}: back it up")
    bring_up_to_date(settings, new_key_store=new_key_store)
    return settings


def bring_up_to_date(settings: Mapping[str, Any], *, new_key_store: bool = False) -> None:
    """Make database and key store, or bring them up to date; keys that lie with the data are moved first.

    new_key_store: begin an empty one although experiences are there whose keys were in one before.
    Raises: ConfigurationError (C001, C011, C012, C013, C018, C019, C020).
    """
    tell("Bringing the database and the key store up to date")
    data = make_engine(str(settings["DATABASE_URL"]))
    try:
        with connect_key_store(settings) as keys:
            if is_missing(keys) and not new_key_store:
                refuse_loss(data)
            upgrade_database(keys, line=KEYS)
            moved = move_keys(data, keys, today=get_today())
            upgrade_database(data)
            if moved:
                tell(f"Moved {moved} keys of experiences to the key store: back it up apart from the data")
            reconcile(sessionmaker(data), KeyStore(keys), settings)
    except DBAPIError as error:
        raise explain(error) from error
    finally:
        data.dispose()


def has_administrator(session: Session) -> bool:
    """Whether somebody can sign in who administers."""
    wanted = select(Staff.id).join(Staff.roles)
    return bool(session.scalar(wanted.where(StaffRole.name == Role.ADMINISTRATOR, Staff.active.is_(True))))


def add_administrator(app: Flask, session: Session, *, email: str, name: str) -> FirstPassword:
    """Add the first administrator, with a one-time password."""
    with app.app_context():
        return invite_staff(
            session,
            email=email,
            name=name,
            roles=[Role.ADMINISTRATOR],
            drawn=draw_password(hash_password),
            actor=auditing.SYSTEM,
            now=get_now(),
        )
