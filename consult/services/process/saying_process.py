"""How a response came about as blocks: for the annex on method, and for pages of the staff area."""

from collections.abc import Iterator

from analysis.drafting.blocks import Block, BulletList, Heading, Paragraph
from analysis.drafting.figures import start_sentence
from consult.services.drafts.withholding_names import BECAUSE, CHANGES
from consult.services.process.process_values import Process
from consult.services.process.wording_process import (
    say_government,
    say_late,
    say_partners,
    say_read,
    say_rule,
)

METHOD = "annex-method"
START = f"{METHOD}.process"
SHOWN_DIGITS = 16
FILES = "Files that they were given, each with the beginning of its fingerprint (SHA-256):"
NO_CHANGE = "No change because of a partner is on record."


def say_process(process: Process) -> tuple[Block, ...]:
    """Everything that is told, under a heading of its own; what is not recorded is not told."""
    return tuple(_list_blocks(process))


def _list_blocks(process: Process) -> Iterator[Block]:
    yield Heading(f"{START}.title", 2, "How this response came about")
    for name, text in (
        ("government", say_government(process.body, process.days)),
        ("partners", say_partners(process.days)),
        *_list_given(process.given),
    ):
        if text:
            yield Paragraph(f"{START}.{name}", text)
    yield from _list_files(process)
    yield Paragraph(f"{START}.read", say_read(process))
    yield Paragraph(f"{START}.rule", say_rule(process.rule, process.readings))
    if process.days.closed_on:
        yield Paragraph(f"{START}.late", say_late(process.late, process.days.closed_on))
    yield from _list_changes(process)


def _list_given(given: str) -> Iterator[tuple[str, str]]:
    """What partners were given, a paragraph for each line."""
    lines = [line.strip() for line in given.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        yield f"given.{place}", line if place else f"Partners were given: {line}"


def _list_files(process: Process) -> Iterator[Block]:
    if process.files:
        yield Paragraph(f"{START}.files.intro", FILES)
        named = (f"{name} ({digest[:SHOWN_DIGITS]})" for name, digest in process.files)
        yield BulletList(f"{START}.files", tuple(named))


def _list_changes(process: Process) -> Iterator[Block]:
    if not process.changes:
        yield Paragraph(f"{START}.unchanged", NO_CHANGE)
        return
    yield Paragraph(f"{CHANGES}.intro", "What changed because of partners:")
    said = (f"{start_sentence(one.section)}: {one.what}" for one in process.changes)
    whom = (BECAUSE.format(name=one.because_of) for one in process.changes)
    yield BulletList(CHANGES, tuple(map("".join, zip(said, whom, strict=True))))
