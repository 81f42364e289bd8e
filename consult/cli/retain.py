"""`consult retain`: delete what is kept for nobody or past its time; say what is next and what is held."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import click
from sqlalchemy.orm import Session

from consult.cli.context import CommandContext
from consult.cli.key_store import open_key_store
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.talking import count, say
from consult.jobs.tidying import expire, reconcile
from consult.services.keeping.coming_due import Tally, survey
from consult.services.keeping.expiring import count_old_messages
from consult.services.keeping.retaining import Unfinished, count_unfinished, delete_unfinished, find_time_kept


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.pass_obj
def retain(command: CommandContext, dry_run: bool) -> None:
    """Delete what is past its time, and experiences and returns that were begun and never sent.

    How long each kind is kept is what the consultation's approved data-protection file promised. A legal hold
    keeps what it names. The worker does the same every hour; how many were deleted is put on record.
    """
    settings = command.load()
    kept, now, today = find_time_kept(int(settings["SESSION_MINUTES"])), get_now(), get_today()
    act = count_unfinished if dry_run else delete_unfinished
    with open_sessions(settings) as sessions, open_key_store(settings) as store:
        with sessions.begin() as session:
            unfinished = act(session, store, kept=kept, today=today, now=now)
            due = survey(session, today=today)
            lines = [*_say_unfinished(unfinished, kept, dry_run), *_say_due(session, due, dry_run)]
            rest = list(_say_rest(due))
        if not dry_run:
            reconcile(sessions, store, settings)
            counts = expire(sessions, store, settings, now=now)
            deleted = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
            lines.append(f"Deleted because their time is over: {deleted or 'nothing'}.")
    for line in lines + rest:
        say(line)


def _say_unfinished(found: Unfinished, kept: timedelta, dry_run: bool) -> Iterator[str]:
    experiences, returns = count(found.experiences, "experience"), count(found.returns, "return")
    how = "would be deleted" if dry_run else "deleted"
    yield f"Begun, never sent, and last saved over {kept.days} days ago: {experiences} and {returns} {how}."


def _list_named(due: Sequence[Tally]) -> Iterator[tuple[Tally, str]]:
    """Every tally with what it counts: of experiences, all of them and then without the open form."""
    for one in due:
        yield one, one.kind.value
        if one.without_open is not None:
            yield one.without_open, f"{one.kind.value} without the open form"


def _say_due(session: Session, due: Sequence[Tally], dry_run: bool) -> Iterator[str]:
    """What a dry run finds past its time."""
    if dry_run:
        for one, name in _list_named(due):
            if one.due:
                yield f"{one.consultation.slug}: {one.due:,} {name} would be deleted."
        messages = count_old_messages(session, now=get_now())
        if messages:
            yield f"Outbox: {messages:,} sent messages would be deleted."


def _say_rest(due: Sequence[Tally]) -> Iterator[str]:
    for one, kind in _list_named(due):
        name = f"{one.consultation.slug}: {{:,}} {kind}"
        if one.held:
            yield f"{name.format(one.held)} past their time are on hold."
        if one.next_on:
            yield f"{name.format(one.waiting)} are kept until {one.next_on} or later."
        if one.unset:
            yield f"{name.format(one.unset)} have no approved time and stay."
    yield "The record of who did what is kept: it cannot be shortened without breaking its chain."
