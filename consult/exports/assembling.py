"""A draft that was made ready to show, as the document that is written to a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.drafting.blocks import (
    BulletList,
    Footnote,
    OwnTable,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.figures import write_number
from analysis.drafting.footnotes import split_marks
from analysis.drafting.views import LEADS
from consult.exports.document import Document, Part, QuotedWords, Translation
from consult.exports.noting import clear, note
from consult.services.drafts.documenting import ShownBlock, ShownDraft
from consult.services.trends.saying_gaps import HELD_WORDS, WHY
from consult.services.versions.number_notes import Notes
from consult.vocabulary import LANGUAGES, ExcerptGap

SUBTITLE = "Regional response. Draft, not signed off"
METHOD = "annex-method"
RECORD_CHANGED = (
    "The record has changed since the numbers in this draft were last compared with it, so some may no "
    "longer hold."
)
NO_LONGER_HOLD = "These statements no longer hold. Build the draft again to bring them up to date:"
NOT_CHECKED = "These statements could not be checked while experiences are locked:"
LET_STAND = (
    "These places were found not to hold when the response was checked. A named person let each stand, for "
    "the reason given:"
)


def assemble(shown: ShownDraft) -> Document:
    """Put a draft together as a document; the annex on method says what is left out or does not hold.

    Quotations without words are left out; one that is held is said to be.
    """
    return Document(
        title=shown.title,
        subtitle=SUBTITLE,
        partnership=shown.partnership,
        as_of=shown.as_of,
        parts=tuple(_list_parts(shown)),
    )


def _list_parts(shown: ShownDraft) -> Iterator[Part]:
    annex = next((section for section in shown.sections if section.key == METHOD), None)
    for section in shown.sections:
        yield from list_parts(section.blocks)
        if section is annex:
            yield from _tell_state(shown)
    if annex is None:
        yield from _tell_state(shown)


def _tell_state(shown: ShownDraft) -> Iterator[Part]:
    yield from tell_left_out(shown.gaps)
    yield from tell_numbers(Notes(False, (), (), shown.let_stand))


def tell_numbers(notes: Notes) -> Iterator[Part]:
    """What the annex on method says of the numbers."""
    if notes.is_changed:
        yield Paragraph("numbers.changed", RECORD_CHANGED)
    for name, intro, told in (
        ("wrong", NO_LONGER_HOLD, notes.wrong),
        ("locked", NOT_CHECKED, notes.locked),
        ("let-stand", LET_STAND, notes.let_stand),
    ):
        if told:
            yield Paragraph(f"numbers.{name}.intro", intro)
            yield BulletList(f"numbers.{name}", told)


def list_parts(blocks: Iterable[ShownBlock]) -> Iterator[Part]:
    """The blocks of a section, footnotes where they are referred to; no quotations that have no words."""
    shown = list(blocks)
    notes = {one.block.mark: one.block.text for one in shown if isinstance(one.block, Footnote)}
    for block in shown:
        part = _make_part(block, notes)
        if part is not None:
            yield part


def _put_in_notes(block: Part, notes: Mapping[str, str]) -> Part:
    """Put the footnotes of a section where its texts refer to them."""
    if isinstance(block, Paragraph):
        return replace(block, text=_write_notes(block.text, notes))
    if isinstance(block, BulletList):
        return replace(block, items=tuple(_write_notes(item, notes) for item in block.items))
    return replace(block, text=clear(block.text)) if isinstance(block, StatementReference) else block


def _write_notes(text: str, notes: Mapping[str, str]) -> str:
    """A mark that no footnote has stays as it is written."""
    return "".join(
        clear(words) + (note(notes[mark]) if mark in notes else f"[^{mark}]" if mark else "")
        for words, mark in split_marks(text)
    )


def _make_part(shown: ShownBlock, notes: Mapping[str, str]) -> Part | None:
    block = shown.block
    if isinstance(block, Footnote):
        return None
    if isinstance(block, OwnTable):
        return Table(block.id, block.caption, block.columns, block.rows, block.source)
    if not isinstance(block, Quotation):
        return _put_in_notes(block, notes)
    if shown.gap is ExcerptGap.HELD:
        return Paragraph(block.id, HELD_WORDS)
    if shown.gap is not None:
        return None
    is_rtl, made = _is_rtl(shown.language), shown.translation
    translation = (
        Translation(made.words, made.language, made.made_by, _is_rtl(made.language)) if made else None
    )
    said = (shown.words, shown.language, shown.attribution)
    return QuotedWords(block.id, *said, is_rtl, translation, LEADS[block.view])


def _is_rtl(tag: str) -> bool:
    language = LANGUAGES.get(tag)
    return language is not None and language.direction == "rtl"


def tell_left_out(gaps: Counter[ExcerptGap]) -> Iterator[Part]:
    """How many quotations are left out, and why."""
    if not gaps:
        return
    yield Paragraph("left-out.intro", "Quotations that this draft refers to and that are left out here:")
    reasons = [(gap, gaps[gap]) for gap in ExcerptGap if gaps[gap]]
    yield BulletList("left-out", tuple(f"{_count(number)}, because {WHY[gap]}" for gap, number in reasons))


def _count(number: int) -> str:
    return f"{write_number(number)} {'quotation' if number == 1 else 'quotations'}"
