"""`consult retain`: delete what is kept for nobody."""

import click

from consult.cli.context import CommandContext
from consult.cli.key_store import open_key_store
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.talking import count, say
from consult.jobs.tidying import reconcile
from consult.services.retaining import count_unfinished, delete_unfinished, find_time_kept


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.pass_obj
def retain(command: CommandContext, dry_run: bool) -> None:
    """Delete experiences and returns that were begun and never sent, once no browser leads back to them.

    The worker does the same every hour. Only how many is put on record.
    """
    settings = command.load()
    kept = find_time_kept(int(settings["SESSION_MINUTES"]))
    act = count_unfinished if dry_run else delete_unfinished
    with open_sessions(settings) as sessions, open_key_store(settings) as store:
        with sessions.begin() as session:
            found = act(session, store, kept=kept, today=get_today(settings), now=get_now())
        if not dry_run:
            reconcile(sessions, store, settings)
    experiences, returns = count(found.experiences, "experience"), count(found.returns, "return")
    how = "would be deleted" if dry_run else "deleted"
    say(f"Begun, never sent, and last saved over {kept.days} days ago: {experiences} and {returns} {how}.")
