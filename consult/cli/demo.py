"""`consult demo`: the whole journey on fictional data, from an empty folder to a served site."""

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from consult.cli import instance
from consult.cli.children import end, running_worker
from consult.cli.context import CommandContext
from consult.cli.demo_content import DemoContent, load_content, make_demo_key
from consult.cli.demo_decisions import decide_about, decide_about_earlier
from consult.cli.demo_folder import make_demo_folder
from consult.cli.demo_response import FIRST, finish_earlier
from consult.cli.demo_words import introduce, say_addresses
from consult.cli.draft import write_draft
from consult.cli.draft_version import write_version
from consult.cli.init import bring_up_to_date
from consult.cli.key_store import open_key_store
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.running import run_here
from consult.cli.serving import find_port, serve_site
from consult.cli.talking import say, tell
from consult.jobs.tidying import reconcile
from consult.sealing.agent_client import AgentClient
from consult.sealing.agent_process import start_agent
from consult.sealing.key_files import open_private_key
from consult.vocabulary import JobKind

HOST = "127.0.0.1"
UNLOCKED_MINUTES = 8 * 60
WEB_PROCESSES = 1
RESULT = "collated-response.docx"
SIGNED = "signed-response.docx"


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop when the collated response is written.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where it is put; an earlier demonstration there is replaced.",
)
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; by default the first free one from 8000.")
@click.pass_obj
def demo(command: CommandContext, no_serve: bool, folder: Path, port: int | None) -> None:
    """Show the whole product on fictional data: set up, load, analyse, draft, serve on this machine.

    One consultation is open, with a draft of its response. An earlier one is over: partners said what they
    think of its response, a board signed it off, it was sent, and everybody may read what became of it.
    Everything is put in one folder, which can be deleted afterwards. Stop it with Ctrl-C.
    """
    os.umask(0o077)  # what is made here is for its owner only
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a kill locks and ends children too
    if not no_serve:
        port = find_port(HOST, port)
    folder = make_demo_folder(folder)
    _point_at(folder)
    settings = _set_up(command)
    passphrase = make_demo_key(Path(settings["KEY_FILE"]), today=get_today())
    introduce(folder, passphrase)
    with _unlocked(settings, passphrase):
        content = _run_journey(command, settings, folder)
        if not no_serve:
            _serve(command.make_app(), settings, content, port or 0)


def _point_at(folder: Path) -> None:
    """Let this process and its children use the demonstration and no other installation."""
    for name in [name for name in os.environ if name.startswith("CONSULT_")]:
        if name != "CONSULT_SHARED":
            del os.environ[name]
    os.environ["CONSULT_INSTANCE"] = str(folder)


def _set_up(command: CommandContext) -> dict[str, Any]:
    settings = command.load()
    instance.ensure_salt(Path(settings["SALT_FILE"]))
    bring_up_to_date(settings)
    return settings


@contextmanager
def _unlocked(settings: Mapping[str, Any], passphrase: str) -> Iterator[None]:
    """Keep experiences unlocked for as long as the demonstration runs, and lock them after."""
    private_key = open_private_key(Path(settings["KEY_FILE"]), passphrase)
    agent = start_agent(private_key, Path(settings["KEY_SOCKET"]), minutes=UNLOCKED_MINUTES)
    try:
        yield
    finally:
        AgentClient(Path(settings["KEY_SOCKET"])).lock()
        end(agent)


def _run_journey(command: CommandContext, settings: Mapping[str, Any], folder: Path) -> DemoContent:
    """Load, analyse, finish the earlier response, draft the later one, and write both Word files."""
    with open_sessions(settings) as sessions:
        with open_key_store(settings) as store:
            with sessions.begin() as session:
                app, now = command.make_app(), get_now()
                content = load_content(app, session, store, settings, today=get_today(), now=now)
            reconcile(sessions, store, settings)  # drafts of what is sent now go
        tell("Analysing the earlier consultation")
        _analyse(sessions, settings, content.earlier_id)
        decide_about_earlier(sessions, content.earlier_id)
        tell("Taking the response to the earlier consultation from a draft to the government's reply")
        finish_earlier(sessions, settings, content.earlier_id)
        write_version(sessions, settings, content.earlier_id, FIRST, folder / SIGNED)
        tell("Analysing what was received (about a minute)")
        _analyse(sessions, settings, content.consultation_id)
        decide_about(sessions, content.consultation_id)
        tell("Suggesting tags anew, from what was decided")
        learnt = run_here(sessions, settings, JobKind.SUGGEST, content.consultation_id)
        tell(f"Learnt from {learnt['decisions']} decisions")
        write_draft(sessions, settings, content.consultation_id, folder / RESULT)
    say(f"The collated response, a draft, is at {folder / RESULT}")
    say(f"The earlier response, as it was signed off and sent, is at {folder / SIGNED}")
    return content


def _analyse(sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str) -> None:
    found = run_here(sessions, settings, JobKind.ANALYSE, consultation_id)
    tell(f"Found {found['themes']} themes in {found['segments']} passages")


def _serve(app: Flask, settings: Mapping[str, Any], content: DemoContent, port: int) -> None:
    with running_worker(settings):
        serve_site(
            app,
            HOST,
            port,
            workers=WEB_PROCESSES,
            when_ready=lambda: say_addresses(f"http://{HOST}:{port}", content),
        )
