"""`consult serve`: the site on this machine."""

from contextlib import nullcontext

import click

from consult.cli.children import running_worker
from consult.cli.context import CommandContext
from consult.cli.key_store import open_key_store
from consult.cli.opening import open_sessions
from consult.cli.serving import find_port, serve_site
from consult.cli.talking import describe_unknown, remark, tell
from consult.config import SiteRole
from consult.jobs.tidying import reconcile
from consult.services.keys.unknown_withdrawals import find_unknown_since

HOST = "127.0.0.1"


@click.command()
@click.option("--host", default=HOST, show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; by default the first free one from 8000.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer."
)
@click.option(
    "--role",
    type=click.Choice([role.value for role in SiteRole]),
    default=SiteRole.ALL.value,
    show_default=True,
    help="What it serves: collect, only the pages where people answer, tell and come back, without any way"
    " to the key agent; desk, only the staff area; all, both.",
)
@click.pass_obj
def serve(command: CommandContext, host: str, port: int | None, workers: int, role: str) -> None:
    """Serve the site of ./instance, or of the folder that CONSULT_INSTANCE names.

    Put a reverse proxy with TLS in front of it, and run `consult worker` beside it. In the demonstration
    the worker runs inside. To keep what people tell apart from what opens it, run one process for each role,
    as different users. Stop it with Ctrl-C.
    """
    settings, part = command.load(), SiteRole(role)
    port = find_port(host, port)
    app = command.make_app(role=part)
    with open_sessions(settings) as sessions, open_key_store(settings) as store:
        reconcile(sessions, store, settings)  # fails here, in words, rather than on every page
        with sessions() as session:
            remark(describe_unknown(find_unknown_since(session)))
    worker = running_worker(settings) if settings["DEMO"] and part.is_for_staff else nullcontext()
    with worker:
        serve_site(
            app, host, port, workers=workers, when_ready=lambda: tell(f"Serving http://{host}:{port}/")
        )
