"""`consult trends`: tags followed across consultations and half-years, written to a file."""

from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, get_today, open_session
from consult.cli.talking import count, say
from consult.exports.tables import require_writer, write_table
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import UNITS, WHO
from consult.services.handing_out.handing_out_trends import release_trend
from consult.services.trends.asked_trends import TAG_ROWS, AskedTrend
from consult.services.trends.written_trends import COLUMNS, list_rows

PATH = click.Path(path_type=Path)


@click.command("trends")
@click.option(
    "--out", required=True, type=PATH, metavar="FILE", help="Ends in .csv, .xlsx or .json; it is replaced."
)
@click.option(
    "--rows", type=click.Choice(list(TAG_ROWS)), default="decided", show_default=True, help="Which tags."
)
@click.option("--unit", type=click.Choice(list(UNITS)), default="responses", show_default=True)
@click.option("--who", type=click.Choice(list(WHO)), default="returns", show_default=True)
@click.pass_obj
def trends(command: CommandContext, out: Path, rows: str, unit: str, who: str) -> None:
    """Follow tags across all consultations by half-year and place, and write the numbers to a file.

    Small numbers are protected, also beside tables handed out before: the numbers are kept on record.
    Of experiences only those count that may be used in any response. What was not asked is no nought.
    """
    require_writer(out)
    settings = command.load()
    with open_session(settings) as session:
        trend = release_trend(session, SYSTEM, AskedTrend(rows, unit, who), now=get_now()).trend
        rows_of_file = list_rows(trend, made_on=get_today())
    write_table(out, COLUMNS, rows_of_file)
    named = sum(one.found is not None and one.found.differs for one in trend.changes)
    halves = count(len(trend.halves), "half-year")
    say(f"{trend.title}: {halves} written to {out}; {count(named, 'change')} may be named.")
