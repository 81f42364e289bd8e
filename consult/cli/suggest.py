"""`consult suggest`: suggest tags anew from what people decided, without a whole analysis."""

import click

from consult.cli.context import CommandContext
from consult.cli.opening import open_sessions
from consult.cli.running import run_here
from consult.cli.talking import describe_locked, remark, say
from consult.services.consultations.consulting import get_consultation
from consult.vocabulary import JobKind


@click.command("suggest")
@click.argument("slug")
@click.pass_obj
def suggest(context: CommandContext, slug: str) -> None:
    """Suggest tags anew for the consultation SLUG, from what people accepted and rejected so far.

    Themes and states stay as the last analysis found them. Experiences are included only while unlocked.
    """
    settings = context.load()
    with open_sessions(settings) as sessions:
        with sessions.begin() as session:
            consultation_id = get_consultation(session, slug).id
        made = run_here(sessions, settings, JobKind.SUGGEST, consultation_id)
    say(f"{made['suggestions']} tags suggested in {made['segments']} passages.")
    if made["left_out"]:
        say(f"{made['left_out']} more were likely enough, but not among the best of a passage.")
    say(f"Learnt from {made['decisions']} decisions.")
    remark(describe_locked(made["locked"]))
