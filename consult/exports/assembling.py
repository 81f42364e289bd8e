"""A draft that was made ready to show, as the document that is written to a file."""

from collections import Counter
from collections.abc import Iterator

from analysis.drafting.blocks import BulletList, Paragraph, Quotation
from analysis.drafting.figures import write_number
from consult.exports.document import Document, Part, QuotedWords
from consult.services.documenting import ShownBlock, ShownDraft, ShownSection
from consult.vocabulary import LANGUAGES, ExcerptGap

SUBTITLE = "Regional response. Draft, not signed off"
METHOD = "annex-method"
WHY: dict[ExcerptGap, str] = {
    ExcerptGap.NOT_PERMITTED: "permission to quote was not given, or was taken back",
    ExcerptGap.WITHDRAWN: "what was quoted has been withdrawn",
    ExcerptGap.LOCKED: "experiences were locked when this file was made",
    ExcerptGap.UNREADABLE: "the words could not be read",
    ExcerptGap.CHANGED: "the answer was changed after it was quoted",
    ExcerptGap.HIDDEN: "the person who made this file may not see it",
}


def assemble(shown: ShownDraft) -> Document:
    """Put a draft together as a document; quotations without words are left out and counted in the annex."""
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
        yield from _list_section(section)
        if section is annex:
            yield from _tell_left_out(shown.gaps)
    if annex is None:
        yield from _tell_left_out(shown.gaps)


def _list_section(section: ShownSection) -> Iterator[Part]:
    for block in section.blocks:
        part = _make_part(block)
        if part is not None:
            yield part


def _make_part(shown: ShownBlock) -> Part | None:
    block = shown.block
    if not isinstance(block, Quotation):
        return block
    if shown.gap is not None:
        return None
    language = LANGUAGES.get(shown.language)
    is_rtl = language is not None and language.direction == "rtl"
    return QuotedWords(block.id, shown.words, shown.language, shown.attribution, is_rtl)


def _tell_left_out(gaps: Counter[ExcerptGap]) -> Iterator[Part]:
    if not gaps:
        return
    yield Paragraph("left-out.intro", "Quotations that this draft refers to and that are left out here:")
    reasons = [(gap, gaps[gap]) for gap in ExcerptGap if gaps[gap]]
    yield BulletList("left-out", tuple(f"{_count(number)}, because {WHY[gap]}" for gap, number in reasons))


def _count(number: int) -> str:
    return f"{write_number(number)} {'quotation' if number == 1 else 'quotations'}"
