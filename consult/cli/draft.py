"""`consult draft`: build the regional response and write it to a file, in the form that its ending names."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.context import CommandContext
from consult.cli.draft_version import write_version
from consult.cli.hashing import hash_file
from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now, open_sessions
from consult.cli.talking import describe_locked, make_teller, remark, say
from consult.exports.assembling import assemble
from consult.exports.files import write_file
from consult.exports.writers import WRITERS, find_means, require_writer
from consult.jobs.drafting import build_draft
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.consultations.consulting import get_consultation
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing, ShownDraft, export_draft
from consult.services.drafts.drafting import KeptDraft
from consult.services.drafts.editing import find_standings
from consult.services.drafts.rechecking import Checked, find_checked
from consult.services.drafts.saying_findings import say_notes
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
@click.option(
    "--out", type=FILE, required=True, metavar="FILE", help=f"Where it is written: {', '.join(WRITERS)}."
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
@click.pass_obj
def draft(
    context: CommandContext,
    slug: str,
    out: Path,
    as_of: datetime | None,
    number: int | None,
    template: Path | None,
) -> None:
    """Draft the regional response to the consultation SLUG and write it to a file, by its ending.

    Text that people wrote in an earlier draft comes along. Experiences are quoted only while unlocked. The
    same record and date give the same file. With --version nothing is built: that exact version is written as
    it was made, less what was withdrawn since.
    """
    check_ending(out, template)
    settings = context.load()
    with open_sessions(settings) as sessions:
        with sessions.begin() as session:
            consultation_id = get_consultation(session, slug).id
        day = as_of.date() if as_of else None
        given = (sessions, settings, consultation_id)
        if number is None:
            write_draft(*given, out, as_of=day, template=template)
        else:
            write_version(*given, number, out, as_of=day, template=template)


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

    Raises: Conflict (C502), CodedError (C602), ExportRefused (C801, C802, C806, C808, C809).
    """
    writer, means = require_writer(out.suffix), find_means(settings, template=template)
    with open_account_keys(settings) as keys:
        kept, shown, checked = _build(sessions, consultation_id, keys, as_of, settings, form=writer.name)
    write_file(out, writer.make(assemble(shown, checked), means))  # takes long
    digest = hash_file(out)
    with sessions.begin() as session:
        note_digest(session, shown.file_id, digest)
    say(f"Wrote {out}: draft {kept.number}, {kept.sections} sections, {kept.quotations} quotations.")
    remark([*describe_locked(kept.locked), *_list_remarks(shown), *_list_findings(kept, checked)])


def _build(
    sessions: sessionmaker[Session],
    consultation_id: str,
    keys: AccountKeys,
    as_of: date | None,
    settings: Mapping[str, object],
    *,
    form: str,
) -> tuple[KeptDraft, ShownDraft, Checked]:
    kept = build_draft(
        sessions,
        consultation_id,
        keys=keys,
        actor=auditing.SYSTEM,
        report=make_teller(),
        as_of=as_of,
        settings=settings,
    )
    with sessions.begin() as session:
        found = get_latest_draft(session, consultation_id)
        showing = Showing(SYSTEM, UseKind.EXPORT, get_now(), keys)
        standings, today = find_standings(session, found), find_day(showing.now)
        shown = export_draft(session, found, showing, actor=auditing.SYSTEM, form=form)
        return kept, shown, find_checked(session, found, standings, today=today)


def check_ending(out: Path, template: Path | None = None) -> None:
    """Refuse what cannot be written. Raises: ExportRefused (C808 ending), UsageError (a template of Word)."""
    ending = require_writer(out.suffix).ending
    if template and ending != WORD:
        raise click.UsageError(f"--template is a Word template: end the file's name with {WORD}.")


def _list_remarks(shown: ShownDraft) -> list[str]:
    left_out = [f"quotations left out because {WHY[gap]}: {count}" for gap, count in shown.gaps.items()]
    return [*left_out, *(f"two texts of “{title}” wait to be joined" for title in shown.unjoined)]


def _list_findings(kept: KeptDraft, checked: Checked) -> list[str]:
    """What no longer held in the draft before, and what people's text says otherwise in this one."""
    before = f"statements of draft {kept.number - 1} that no longer held: {kept.outdated}"
    told = [f"no longer holds, {line}" for line in say_notes(checked).wrong]
    return [*([before] if kept.outdated else []), *told]
