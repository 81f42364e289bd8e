"""`consult gaps`: gaps in provision and training needs, as a paper for a board or as a table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import open_models
from consult.cli.context import CommandContext
from consult.cli.hashing import hash_file
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.talking import count, say
from consult.exports.gaps_paper import make_gaps_paper
from consult.exports.tables import require_writer, write_table
from consult.exports.word import save_word
from consult.exports.word_place import find_template
from consult.models.readings import QuotedPart
from consult.queries.viewer import SYSTEM
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.describing_paper import describe_paper
from consult.services.drafts.draft_record import Record
from consult.services.drafts.gathering import gather_record
from consult.services.permissions.releasing import note_digest
from consult.services.quotations.choosing_quotations import Chooser
from consult.services.trends.listing_gaps import release_gaps
from consult.services.trends.quoting_gaps import QuotedGaps, choose_for_gaps, place_gaps, quote_gaps
from consult.services.trends.written_gaps import COLUMNS, list_rows

PATH = click.Path(path_type=Path)
WORD = ".docx"


@click.command("gaps")
@click.argument("slug")
@click.option(
    "--out", required=True, type=PATH, metavar="FILE", help="Ends in .docx, .csv, .xlsx or .json; replaced."
)
@click.pass_obj
def gaps(command: CommandContext, slug: str, out: Path) -> None:
    """List gaps in provision and training needs that the consultation SLUG tells of, for a board.

    A Word file quotes returns that allow it. Small numbers are protected: the numbers are kept on record.
    """
    is_word = out.suffix.lower() == WORD
    if not is_word:
        require_writer(out)
    settings = command.load()
    made_on = get_today()
    with open_sessions(settings) as sessions:
        chosen = _choose(sessions, slug) if is_word else None
        with sessions.begin() as session:
            consultation = get_consultation(session, slug)
            found = release_gaps(session, SYSTEM, consultation, now=get_now())
            quoted = chosen and _quote(session, slug, *chosen)
            about = describe_paper(session, consultation)
        if quoted:
            save_word(
                out, make_gaps_paper(found, quoted.by_gap, about, made_on), template=find_template(settings)
            )
            with sessions.begin() as session:
                note_digest(session, quoted.file_id, hash_file(out))
        else:
            write_table(out, COLUMNS, list_rows(found, slug=slug, made_on=made_on))
    say(f"{count(len(found.gaps), 'row')} of gaps and training needs written to {out}.")


def _choose(sessions: sessionmaker[Session], slug: str) -> tuple[Record, dict[str, list[QuotedPart]]]:
    """Choose what to quote, with no transaction open while it takes long."""
    with sessions.begin() as session:
        consultation = get_consultation(session, slug)
        record = gather_record(session, consultation, as_of=None, keys=None, now=get_now())
        placed = place_gaps(session, SYSTEM, record)
    return record, choose_for_gaps(placed, Chooser(record, open_models().names))


def _quote(
    session: Session, slug: str, record: Record, chosen: Mapping[str, Sequence[QuotedPart]]
) -> QuotedGaps:
    consultation = get_consultation(session, slug)
    return quote_gaps(session, SYSTEM, consultation, chosen, record.attributor, now=get_now())
