"""A draft that was made ready to show, as the document that is written to a file."""

from collections import Counter
from collections.abc import Iterator

from analysis.drafting.blocks import BulletList, Paragraph, Quotation
from analysis.drafting.figures import Rules, write_number
from analysis.drafting.rechecking import say_changes
from analysis.drafting.views import LEADS
from consult.exports.document import Document, Part, QuotedWords, Translation
from consult.services.drafts.documenting import ShownBlock, ShownDraft, ShownSection
from consult.services.drafts.rechecking import Checked, Finding
from consult.services.trends.saying_gaps import HELD_WORDS, WHY
from consult.vocabulary import LANGUAGES, ExcerptGap, FindingKind

SUBTITLE = "Regional response. Draft, not signed off"
METHOD = "annex-method"
RECORD_CHANGED = (
    "The record has changed since the numbers in this draft were last compared with it, so some may no "
    "longer hold."
)
NO_LONGER_HOLD = "These statements no longer hold. Build the draft again to bring them up to date:"
NOT_CHECKED = "These statements could not be checked while experiences are locked:"
SAID = {
    FindingKind.RENAMED: "people gave the theme that it names another name since",
    FindingKind.REWORDED: "the sentence does not say what its own numbers say by the rules of now",
    FindingKind.RETYPED: "typed with other numbers than were counted",
    FindingKind.VIEWED: "how the quotation stands to what most chose has changed, or may not be told",
}


def assemble(shown: ShownDraft, checked: Checked | None = None) -> Document:
    """Put a draft together as a document; the annex on method says what is left out or no longer holds.

    Quotations without words are left out; one that is held is said to be. checked: how the numbers stand;
    None says nothing of them.
    """
    return Document(
        title=shown.title,
        subtitle=SUBTITLE,
        partnership=shown.partnership,
        as_of=shown.as_of,
        parts=tuple(_list_parts(shown, checked)),
    )


def _list_parts(shown: ShownDraft, checked: Checked | None) -> Iterator[Part]:
    annex = next((section for section in shown.sections if section.key == METHOD), None)
    for section in shown.sections:
        yield from _list_section(section)
        if section is annex:
            yield from _tell_state(shown, checked)
    if annex is None:
        yield from _tell_state(shown, checked)


def _tell_state(shown: ShownDraft, checked: Checked | None) -> Iterator[Part]:
    yield from _tell_left_out(shown.gaps)
    if checked is not None:
        yield from _tell_numbers(checked)


def _tell_numbers(checked: Checked) -> Iterator[Part]:
    if not checked.is_current:
        yield Paragraph("numbers.changed", RECORD_CHANGED)
    for name, intro, findings in (
        ("wrong", NO_LONGER_HOLD, checked.wrong),
        ("locked", NOT_CHECKED, checked.locked),
    ):
        if findings:
            yield Paragraph(f"numbers.{name}.intro", intro)
            told = tuple(f"{one.section_title}: {say_finding(one, checked.rules)}" for one in findings)
            yield BulletList(f"numbers.{name}", told)


def say_finding(finding: Finding, rules: Rules) -> str:
    """Say what is wrong with a statement, with small numbers protected."""
    said = say_changes(finding.changes, rules) if finding.changes else SAID[finding.kind]
    return f"“{finding.text}” ({said})"


def _list_section(section: ShownSection) -> Iterator[Part]:
    for block in section.blocks:
        part = _make_part(block)
        if part is not None:
            yield part


def _make_part(shown: ShownBlock) -> Part | None:
    block = shown.block
    if not isinstance(block, Quotation):
        return block
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


def _tell_left_out(gaps: Counter[ExcerptGap]) -> Iterator[Part]:
    if not gaps:
        return
    yield Paragraph("left-out.intro", "Quotations that this draft refers to and that are left out here:")
    reasons = [(gap, gaps[gap]) for gap in ExcerptGap if gaps[gap]]
    yield BulletList("left-out", tuple(f"{_count(number)}, because {WHY[gap]}" for gap, number in reasons))


def _count(number: int) -> str:
    return f"{write_number(number)} {'quotation' if number == 1 else 'quotations'}"
