"""`consult theme`: the analysis of any table, with no database and no settings."""

from pathlib import Path

import click

from analysis.settings import Settings
from analysis.store import NO_STORE
from analysis.store_folder import FolderStore
from analysis.tables.limits import LEAST_SMALL_NUMBER, USUAL_SMALL_NUMBER
from analysis.theming import theme_file
from consult.cli.talking import make_teller, say
from consult.jobs.courses import OF_TABLES


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COLUMN", help="The column with the answers.")
@click.option("--id", metavar="COLUMN", help="The column with the id of each row; else its number.")
@click.option("--language", metavar="COLUMN", help="The column with the declared language, such as en or ar.")
@click.option("--group", metavar="COLUMN", help="The column to count by, such as the sector.")
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    help="A CSV file of tags: code, label, description, key_phrases; else the one on migration.",
)
@click.option(
    "--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path), help="Where results go."
)
@click.option(
    "--small-number",
    type=click.IntRange(min=LEAST_SMALL_NUMBER),
    default=USUAL_SMALL_NUMBER,
    show_default=True,
    metavar="N",
    help="Counts below it are hidden in tables by group, and left out by language.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep there what need not be done again: a later run does only what is new, a killed one goes on.",
)
@click.option("--replace", is_flag=True, help="Replace earlier results in that folder.")
def theme(
    file: Path,
    text: str,
    id: str | None,
    language: str | None,
    group: str | None,
    codebook: Path | None,
    out: Path,
    small_number: int,
    store: Path | None,
    replace: bool,
) -> None:
    """Find themes, tags, languages and shared wording in the answers of FILE, a CSV table.

    Writes tables and a report that reads on its own, report.html, into a folder. Nothing is stored
    anywhere else, unless --store names a folder: that one gets numbers derived from the answers, so keep
    and delete it as you do the answers. The same input gives the same files.
    """
    theme_file(
        file,
        text=text,
        id=id,
        language=language,
        group=group,
        codebook=codebook,
        out=out,
        replace=replace,
        settings=Settings(small_number=small_number),
        store=NO_STORE if store is None else FolderStore(store),
        progress=make_teller(OF_TABLES),
    )
    say(f"Written to {out}. Read {out / 'report.html'} first.")
