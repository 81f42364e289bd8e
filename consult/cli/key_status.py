"""`consult keys status`: the key file, who can unlock, and what is locked for which key."""

from collections.abc import Iterator
from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.key_wraps import open_concerns, open_wraps
from consult.cli.talking import count, say
from consult.sealing.agent_client import AgentClient
from consult.sealing.holders import Holder
from consult.sealing.key_files import read_key_file
from consult.sealing.key_text import KeyFile
from consult.services.concerns.concern_wraps import ConcernWraps
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.resealing import count_sealed

SECONDS = 60


@click.command()
@click.pass_obj
def status(command: CommandContext) -> None:
    """Say who can unlock, what is locked for which key, and whether experiences can be read now."""
    settings = command.load()
    key_file = read_key_file(Path(settings["KEY_FILE"]))
    for line in _describe(key_file):
        say(line)
    with open_wraps(settings) as wraps, open_concerns(settings) as concerns:
        for kept, noun in ((wraps, "experience"), (concerns, "concern")):
            for line in _describe_locked(key_file, kept, noun) if kept else ():
                say(line)
    now = AgentClient(Path(settings["KEY_SOCKET"])).status()
    left = -(-now.seconds_left // SECONDS)
    say(f"Unlocked for {left} more minutes." if now.is_unlocked else "Locked.")


def _describe(key_file: KeyFile) -> Iterator[str]:
    use = " for the demonstration" if key_file.is_demo else ""
    yield f"Key made on {key_file.created_on.isoformat()}{use}. Key file of format {key_file.format}."
    for holder in key_file.holders:
        yield f"Can unlock: {holder.name} ({holder.kind.value}){_say_format(holder)}"
    if not key_file.holders:
        yield "This file has only the half that locks; nothing can be unlocked with it."
    yield _say_ways(key_file)


def _say_format(holder: Holder) -> str:
    return ", old format: brought up to date the next time they unlock" if holder.is_old else ""


def _say_ways(key_file: KeyFile) -> str:
    if key_file.survives_a_loss:
        return "Two ways to unlock: yes."
    if len(key_file.holders) == 1:
        return (
            "Two ways to unlock: no. Only one way to unlock: if it is lost, nothing that people told can "
            "ever be read. The form for experiences stays closed."
        )
    return "Two ways to unlock: no. The form for experiences stays closed: add a holder."


def _describe_locked(key_file: KeyFile, kept: KeyStore | ConcernWraps, noun: str) -> Iterator[str]:
    total, known = kept.count_sealed(), count_sealed(kept, key_file.public_key)
    yield f"Locked for this key: {count(known, noun)}."
    for one in key_file.retiring:
        left = count_sealed(kept, one.public_key)
        known += left
        what_to_do = "; run `consult keys rotate --continue` to finish" if left else ""
        made, retired = one.created_on.isoformat(), one.retired_on.isoformat()
        locked = f"{count(left, noun)}{what_to_do}"
        yield f"Locked for the key of {made}, retiring since {retired}: {locked}."
    if total > known:
        unknown = count(total - known, noun)
        yield f"Locked for a key that this file does not have: {unknown}. Look for an older copy of the file."
