"""`consult tables`: the table of the staff area's page, written to a file."""

from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_session
from consult.cli.talking import count, remark, say
from consult.exports.tables import require_writer, write_table
from consult.queries.viewer import SYSTEM
from consult.services.consultations.consulting import get_consultation
from consult.services.counting.asked_tables import COLUMNS, ROWS, TABLE_UNITS, WHO, choose_table
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.handing_out.handing_out_tables import release

PATH = click.Path(path_type=Path)


@click.command("tables")
@click.argument("slug")
@click.option(
    "--out", required=True, type=PATH, metavar="FILE", help="Ends in .csv, .xlsx or .json; it is replaced."
)
@click.option(
    "--rows", type=click.Choice(list(ROWS)), default="theme", show_default=True, help="What to count."
)
@click.option(
    "--columns",
    default="sector",
    show_default=True,
    metavar="GROUPS",
    help=f"By {', '.join(COLUMNS)}, answer:ID (one answer) or answer:ID=CHOICE (several).",
)
@click.option("--unit", type=click.Choice(list(TABLE_UNITS)), default="responses", show_default=True)
@click.option("--who", type=click.Choice(list(WHO)), default="returns", show_default=True)
@click.option("--question", default="", metavar="NUMBER", help="Only answers to this government question.")
@click.pass_obj
def tables(
    command: CommandContext, slug: str, out: Path, rows: str, columns: str, unit: str, who: str, question: str
) -> None:
    """Count the themes or tags of the consultation SLUG by group, and write the table to a file.

    Small numbers are protected, also beside tables handed out before: the numbers are kept on record.
    Experiences need not be unlocked. A consultation is not a sample: read the tests as they are meant.
    """
    require_writer(out)
    with open_session(command.load()) as session:
        consultation = get_consultation(session, slug)
        asked = choose_table(
            list_asked_questions(session, consultation),
            rows=rows,
            columns=columns,
            unit=unit,
            who=who,
            question=question,
        )
        written = release(session, SYSTEM, consultation, asked, now=get_now())
    write_table(out, written.columns, written.rows)
    made = written.made
    remark([f"In one column, being few: {', '.join(parts)}." for _, parts in made.together])
    say(f"{made.title}: {count(len(made.labels), 'row')} written to {out}.")
