"""`consult analyse`: the same analysis as in the staff area, with its progress in the terminal."""

import click

from consult.cli.context import CommandContext
from consult.cli.opening import open_sessions
from consult.cli.running import run_here
from consult.cli.talking import describe_locked, remark, say
from consult.jobs.keys import read_locked
from consult.jobs.tidying import forget_gone
from consult.services.consultations.consulting import get_consultation
from consult.vocabulary import JobKind


@click.command("analyse")
@click.argument("slug")
@click.pass_obj
def analyse(context: CommandContext, slug: str) -> None:
    """Analyse everything received for the consultation SLUG: states, shared wording, tags and themes.

    Experiences are included only while they are unlocked; otherwise the result says how many were left out.
    """
    settings = context.load()
    with open_sessions(settings) as sessions:
        with sessions.begin() as session:
            consultation_id = get_consultation(session, slug).id
        made = run_here(sessions, settings, JobKind.ANALYSE, consultation_id)
        forget_gone(sessions, settings)  # what was withdrawn while it ran
    states = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in made["buckets"].items())
    say(f"{sum(made['buckets'].values())} responses: {states}.")
    say(f"{made['themes']} themes in {made['segments']} passages.")
    remark(describe_locked(read_locked(made)))
