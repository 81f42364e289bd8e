"""`consult responses more-time`: let one organisation send its return after the closing day."""

from datetime import datetime

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_sessions
from consult.cli.talking import say
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.extending import extend
from consult.services.days import write_day
from consult.services.region.directing import get_organisation
from consult.services.returns.revising import NOBODY

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("more-time")
@click.argument("slug")
@click.argument("organisation")
@click.option("--until", required=True, type=DAY, metavar="DATE", help="The last day, such as 2027-03-27.")
@click.option("--reason", required=True, help="Why; it is kept on record.")
@click.pass_obj
def more_time(command: CommandContext, slug: str, organisation: str, until: datetime, reason: str) -> None:
    """Give ORGANISATION (its short name) more time for the consultation SLUG, and say its link, once.

    It can send one return with the link until the end of that day, which is marked as late. A link that it
    had stops working. In the staff area it can be taken back.
    """
    with open_sessions(command.load()) as sessions, sessions.begin() as session:
        consultation, body = get_consultation(session, slug), get_organisation(session, organisation)
        made = extend(
            session,
            consultation,
            body,
            until_on=until.date(),
            reason=reason,
            author=NOBODY,
            now=get_now(),
        )
        say(f"{body.name} can send until the end of {write_day(until.date())}. Its link, shown once:")
        say(f"/c/{slug}/more-time/{made.token}")
