"""`consult accounts`: withdraw an experience, and say what used it and what is to be done."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

import click
from sqlalchemy.orm import Session

from consult.cli.context import CommandContext
from consult.cli.key_store import open_key_store
from consult.cli.opening import get_now, open_session
from consult.cli.passphrases import SecretFile
from consult.cli.talking import say
from consult.errors import NotFound
from consult.queries.experiences import get_by_label
from consult.queries.viewer import SYSTEM
from consult.sealing.codenames import lookup_id, parse_codename
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import get_cost
from consult.services import auditing
from consult.services.keeping.withdrawing import withdraw as withdraw_response
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.describing_reach import describe_reach
from consult.services.permissions.reaching import Reach
from consult.services.returns.retracting import withdraw_on_request
from consult.services.returns.submitting import find_by_lookup
from consult.vocabulary import ResponseKind


@click.group()
def accounts() -> None:
    """Withdraw an experience for the person who told it."""


@accounts.command()
@click.option("--account", "label", metavar="ID", help="Its id, or the beginning that staff see.")
@click.option("--reason", metavar="TEXT", help="With --account: who asked and how; it is kept on record.")
@click.option(
    "--number-file",
    type=SecretFile(),
    help="Read the return number from the first line of this file; - is standard input.",
)
@click.pass_obj
def withdraw(
    command: CommandContext, label: str | None, reason: str | None, number_file: TextIO | None
) -> None:
    """Withdraw an experience: its words, its key and all that was made of it are deleted for good.

    The return number is asked for, or read from a file or from standard input; never give it as an argument.
    Without it, whoever hosts the site can withdraw by id, with the reason on record.
    """
    if bool(label) != bool(reason) or (label and number_file):
        raise click.UsageError("Give a return number, or both --account and --reason.")
    settings = command.load()
    lookup = "" if label else _find_lookup(settings, _read_number(number_file))  # slow: before the database
    with open_session(settings) as session, open_key_store(settings) as store:
        if label and reason:
            reach = _withdraw_by_id(session, store, label, reason)
        else:
            reach = _withdraw_own(session, store, lookup)
        found = list(describe_reach(reach))
    say("Withdrawn. Its words, its key and all that was made of them are deleted.")
    for line in found:
        say(line)


def _withdraw_by_id(session: Session, store: KeyStore, label: str, reason: str) -> Reach:
    response = get_by_label(session, SYSTEM, label)
    return withdraw_on_request(
        session, response, store=store, reason=reason, actor=auditing.SYSTEM, now=get_now()
    )


def _withdraw_own(session: Session, store: KeyStore, lookup: str) -> Reach:
    response = find_by_lookup(session, lookup, ResponseKind.ACCOUNT)
    if response is None:
        raise NotFound("C321")
    return withdraw_response(session, response, store=store, actor=auditing.PUBLIC, now=get_now())


def _find_lookup(settings: Mapping[str, Any], typed: str) -> str:
    salt = read_secret_salt(Path(str(settings["SALT_FILE"])))
    return lookup_id(parse_codename(typed), salt, cost=get_cost(str(settings["STRETCHING"])))


def _read_number(file: TextIO | None) -> str:
    if file is None and sys.stdin.isatty():
        return str(click.prompt("Return number", hide_input=True, err=True))
    source: TextIO = sys.stdin if file is None else file
    given = source.readline().strip()
    if not given:
        raise click.UsageError("No return number came: the line is empty.")
    return given
