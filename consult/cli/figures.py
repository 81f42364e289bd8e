"""`consult figures`: take published figures in, list them, and hand them over as a table."""

from datetime import datetime
from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.hashing import hash_file
from consult.cli.opening import get_now, open_session
from consult.cli.talking import count, remark, say
from consult.exports.tables import write_table
from consult.models.figure_kinds import FigureTopic
from consult.services import auditing
from consult.services.figures.figure_rows import COLUMNS, list_rows
from consult.services.figures.finding_figures import get_version, list_tables, make_key, make_matcher
from consult.services.figures.keeping_figures import FigureSource, KeptFigures, keep_figures
from consult.services.figures.reading_figures import FigureReport, read_figures
from consult.services.imports.table_files import read_table_file
from consult.services.imports.table_rows import Layout, TableLimits

PATH = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def figures() -> None:
    """Take in published figures by council and period, and list or export them."""


@figures.command("import")
@click.argument("file", type=PATH)
@click.option("--title", required=True, help="What the table is called, such as “Asylum support”.")
@click.option(
    "--topic", type=click.Choice([one.value for one in FigureTopic]), default="other", show_default=True
)
@click.option("--source", required=True, help="Who published it, and where.")
@click.option("--published", required=True, type=DAY, metavar="YYYY-MM-DD", help="When it was published.")
@click.option("--key", help="Its short name in files and addresses; made from the title if not given.")
@click.option("--sheet", default="", help="The sheet of a workbook; the first if not given.")
@click.option("--header-row", type=click.IntRange(1), default=1, help="The row of the heading.")
@click.option("--separate", is_flag=True, help="A county’s figure does not have its districts’ in it.")
@click.option("--without-wrong-rows", is_flag=True, help="Keep the rest where rows cannot be taken in.")
@click.option("--check", is_flag=True, help="Say what would be taken in, and keep nothing.")
@click.pass_obj
def import_(command: CommandContext, file: Path, **given: object) -> None:
    """Take in FILE (.csv in UTF-8, .xlsx or .ods) as the newest version of its table.

    Each row is a council and a period, with a column `value`, or a column for each measure or period. The
    whole file is kept or nothing; earlier versions stay. Places outside the region are named and not kept.
    """
    settings = command.load()
    limits = TableLimits(int(str(settings["MAX_UPLOAD_BYTES"])), int(str(settings["MAX_ROWS"])))
    table = read_table_file(file, limits, Layout(str(given["sheet"]), int(str(given["header_row"]))))
    with open_session(settings) as session:
        report = read_figures(table, make_matcher(session))
        _report(report)
        if given["check"]:
            return
        kept = keep_figures(
            session,
            report,
            _describe(given),
            file_name=file.name,
            digest=hash_file(file),
            without_wrong=bool(given["without_wrong_rows"]),
            actor=auditing.SYSTEM,
            now=get_now(),
        )
        _say_kept(kept)


@figures.command("list")
@click.pass_obj
def list_(command: CommandContext) -> None:
    """List the tables with their versions; the last one is in use."""
    with open_session(command.load()) as session:
        for table in list_tables(session):
            say(f"{table.key}  {table.title}")
            for one in table.versions:
                say(f"  {one.number}  {one.published_on}  {count(len(one.cells), 'figure')}  {one.source}")


@figures.command()
@click.argument("key")
@click.option("--version", "number", type=click.IntRange(1), help="The one in use if not given.")
@click.option("--out", required=True, type=PATH, metavar="FILE", help="Ends in .csv, .xlsx or .json.")
@click.pass_obj
def export(command: CommandContext, key: str, number: int | None, out: Path) -> None:
    """Write the table KEY to a file that can be imported again."""
    with open_session(command.load()) as session:
        written = write_table(out, COLUMNS, list(list_rows(get_version(session, key, number))))
    say(f"{count(written, 'row')} written to {out}.")


def _describe(given: dict[str, object]) -> FigureSource:
    published, title = given["published"], str(given["title"])
    return FigureSource(
        key=str(given["key"] or make_key(title)),
        title=title,
        topic=FigureTopic(str(given["topic"])),
        source=str(given["source"]),
        published_on=published.date() if isinstance(published, datetime) else get_now().date(),
        counties_include=not given["separate"],
    )


def _report(report: FigureReport) -> None:
    remark(report.remarks)
    remark(f"row {one.number}, {one.name}: {one.reason}" for one in report.wrong)
    outside, wrong = report.outside_rows, len(report.wrong)
    say(
        f"{count(report.rows, 'row')}: {report.kept:,} read, {outside:,} outside the region, {wrong:,} wrong."
    )
    say(f"{count(len(report.cells), 'figure')}.")


def _say_kept(kept: KeptFigures) -> None:
    version = kept.version
    if kept.is_new:
        say(f"Kept as version {version.number} of {version.table.key}; it is in use from now on.")
    else:
        say(f"The same file is there already, as version {version.number} of {version.table.key}.")
