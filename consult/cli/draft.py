"""`consult draft`: build the regional response and write it to a file, in the form that its ending names."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.building import build_here
from consult.cli.context import CommandContext
from consult.cli.draft_beside import Beside, write_beside
from consult.cli.draft_check import check_draft, list_open
from consult.cli.draft_version import write_version
from consult.cli.hashing import hash_file
from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now, open_sessions
from consult.cli.talking import describe_locked, remark, say
from consult.exports.assembling import assemble
from consult.exports.files import write_file
from consult.exports.tables import WRITERS as TABLES
from consult.exports.writers import WRITERS, find_means, require_writer
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.consultations.consulting import get_consultation
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing, ShownDraft, export_draft
from consult.services.drafts.drafting import KeptDraft
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.releasing import note_digest
from consult.services.trends.saying_gaps import WHY
from consult.vocabulary import UseKind

WORD = ".docx"
DAY = click.DateTime(["%Y-%m-%d"])
NUMBER = click.IntRange(min=1)
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("draft")
@click.argument("slug")
@click.option("--out", type=FILE, metavar="FILE", help=f"Where it is written: {', '.join(WRITERS)}.")
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Count again and say what no longer holds; write no file.",
)
@click.option(
    "--as-of", type=DAY, metavar="DATE", help="The date it carries, as 2026-12-31; else the analysis's."
)
@click.option(
    "--version",
    "number",
    type=NUMBER,
    metavar="N",
    help="Write this exact version; build nothing.",
)
@click.option("--template", type=FILE, metavar="FILE", help="A Word template of your own.")
@click.option(
    "--evidence",
    type=FILE,
    metavar="FILE",
    help=f"With --version: what each statement rests on: {', '.join(TABLES)}.",
)
@click.option("--for-release", is_flag=True, help="Of the evidence only what may be given to anybody.")
@click.option(
    "--cover",
    type=FILE,
    metavar="FILE",
    help="With --version: the e-mail that goes with it, with what --out writes in it: .eml, or .txt.",
)
@click.pass_obj
def draft(
    context: CommandContext,
    slug: str,
    out: Path | None,
    is_check: bool,
    as_of: datetime | None,
    number: int | None,
    template: Path | None,
    evidence: Path | None,
    for_release: bool,
    cover: Path | None,
) -> None:
    """Draft the regional response to the consultation SLUG and write it to a file, by its ending.

    Text that people wrote in an earlier draft comes along. Experiences are quoted only while unlocked. The
    same record and date give the same file. With --version nothing is built: that exact version is written as
    it was made, less what was withdrawn since. With --check everything in the latest draft is counted again:
    a line for each thing that no longer holds, one for returns still unread, and exit code 1 if there is any.
    """
    beside = Beside(out, evidence, cover, is_for_release=for_release)
    beside.check(number)
    if is_check == bool(out or beside.is_wanted) or (is_check and (as_of or number or template)):
        raise click.UsageError("Give --out FILE, or --check alone.")
    if out is None and (as_of or template):
        raise click.UsageError("--as-of and --template are of the response: give --out FILE.")
    if out is not None:
        check_ending(out, template)
    settings = context.load()
    with open_sessions(settings) as sessions:
        with sessions.begin() as session:
            consultation_id = get_consultation(session, slug).id
        day = as_of.date() if as_of else None
        given = (sessions, settings, consultation_id)
        if is_check:
            check_draft(*given)
        elif number is None and out is not None:
            write_draft(*given, out, as_of=day, template=template)
        elif number is not None and out is not None:
            write_version(*given, number, out, as_of=day, template=template)
        if number is not None:
            write_beside(*given, number, beside)


def write_draft(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    out: Path,
    *,
    as_of: date | None = None,
    template: Path | None = None,
) -> None:
    """Build a draft, write it, and say what was written and what was left out.

    Raises: Conflict (C502), CodedError (C602), ExportRefused (C801, C802, C806, C808, C809, C816).
    """
    writer, means = require_writer(out.suffix), find_means(settings, template=template)
    with open_account_keys(settings) as keys:
        kept, shown = _build(sessions, consultation_id, keys, as_of, settings, form=writer.name)
    write_file(out, writer.make(assemble(shown), means))  # takes long
    digest = hash_file(out)
    with sessions.begin() as session:
        note_digest(session, shown.file_id, digest)
    say(f"Wrote {out}: draft {kept.number}, {kept.sections} sections, {kept.quotations} quotations.")
    remark([*describe_locked(kept.locked), *_list_remarks(kept, shown)])


def _build(
    sessions: sessionmaker[Session],
    consultation_id: str,
    keys: AccountKeys,
    as_of: date | None,
    settings: Mapping[str, object],
    *,
    form: str,
) -> tuple[KeptDraft, ShownDraft]:
    kept = build_here(sessions, settings, consultation_id, as_of=as_of, keys=keys)
    with sessions.begin() as session:
        found = get_latest_draft(session, consultation_id)
        showing = Showing(SYSTEM, UseKind.EXPORT, get_now(), keys)
        remark(list_open(session, found, find_day(showing.now)))
        return kept, export_draft(session, found, showing, actor=auditing.SYSTEM, form=form)


def check_ending(out: Path, template: Path | None = None) -> None:
    """Refuse what cannot be written. Raises: ExportRefused (C808 ending), UsageError (a template of Word)."""
    ending = require_writer(out.suffix).ending
    if template and ending != WORD:
        raise click.UsageError(f"--template is a Word template: end the file's name with {WORD}.")


def _list_remarks(kept: KeptDraft, shown: ShownDraft) -> list[str]:
    """What is left out, what no longer held in the draft before, and what somebody lets stand in this one."""
    left_out = [f"quotations left out because {WHY[gap]}: {count}" for gap, count in shown.gaps.items()]
    before = f"statements of draft {kept.number - 1} that no longer held: {kept.outdated}"
    return [*left_out, *([before] if kept.outdated else []), *shown.let_stand]
