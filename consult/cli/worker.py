"""`consult worker`: runs what is asked for in the staff area, until it is stopped."""

import os
import signal
from threading import Event, Thread
from types import FrameType

import click

from consult.cli.context import CommandContext
from consult.cli.key_store import open_account_keys
from consult.cli.opening import open_sessions
from consult.cli.talking import tell
from consult.jobs.handlers import HANDLERS
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench
from consult.jobs.worker import work

LOOK_SECONDS = 2.0


@click.command()
@click.option(
    "--role",
    type=click.Choice([role.value for role in WorkerRole]),
    default=WorkerRole.ALL.value,
    show_default=True,
    help="Which jobs it runs: desk, only those that wait for experiences to be unlocked; keyless, all others;"
    " all, both. Keyless is named after what it never has: it does not ask the key agent.",
)
@click.option("--parent", type=int, hidden=True, help="Stop when the process with this id has ended.")
@click.pass_obj
def worker(command: CommandContext, role: str, parent: int | None) -> None:
    """Run analyses, drafts and outgoing mail in the background, until stopped.

    Runs beside `consult serve`, on the same instance. Killing it loses nothing: what it was doing is
    begun again by the next worker. One worker is enough; to keep experiences apart, run a desk worker where
    the key agent is, and a keyless one for the rest.
    """
    settings, part = command.load(), WorkerRole(role)
    stop = Event()
    _stop_on_signals(stop)
    if parent:
        Thread(target=_watch_parent, args=(parent, stop), daemon=True).start()
    with open_sessions(settings) as sessions, open_account_keys(settings) as keys:
        tell("The worker is ready")
        work(Bench(sessions, settings, HANDLERS, keys if part.may_open else None), part, stop=stop)
    tell("The worker has stopped")


def _stop_on_signals(stop: Event) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _watch_parent(parent: int, stop: Event) -> None:
    """End with the process that started us, even when it was killed and could not say so."""
    while os.getppid() == parent and not stop.wait(LOOK_SECONDS):
        pass
    stop.set()
