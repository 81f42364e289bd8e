"""`consult outcome`: open the public page of what became of a consultation."""

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_sessions
from consult.cli.talking import say
from consult.queries.viewer import SYSTEM
from consult.services.consultations.consulting import get_consultation
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.returns.revising import NOBODY


@click.group("outcome")
def outcome() -> None:
    """What became of a consultation, for everybody to read."""


@outcome.command("publish")
@click.argument("slug")
@click.pass_obj
def publish(command: CommandContext, slug: str) -> None:
    """Open the page “We asked, you said, we did” of the consultation SLUG to everybody.

    It has what staff wrote of the outcome, and the quotations that a manager chose in the staff area, while
    each may be used. The staff area closes it again.
    """
    with open_sessions(command.load()) as sessions, sessions.begin() as session:
        consultation = get_consultation(session, slug)
        publish_outcome(session, SYSTEM, consultation, author=NOBODY, now=get_now())
    say(f"Everybody can read the outcome at /consultations/{slug}/outcome")
