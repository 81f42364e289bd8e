"""Gaps in provision and training needs as a paper for a board."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.exports.document import Document, Part, QuotedWords
from consult.services.counting.written_tables import NOT_SHOWN, show_number
from consult.services.drafts.describing_paper import AboutPaper
from consult.services.trends.listing_gaps import Gap, GapList
from consult.services.trends.pairing_gaps import BETWEEN, KINDS
from consult.services.trends.quoting_gaps import QuotedGap
from consult.services.trends.written_gaps import list_notes, say_parts
from consult.vocabulary import LANGUAGES

TITLE, SUBTITLE = "Gaps in provision and training needs", "For the board. As said in {title}"
NOTHING = "Nobody has accepted that a passage tells of this yet."
NO_QUOTATIONS = "There are no quotations in this file: the command `consult gaps` chooses them."
SHORT = ("Subject", "Said by", "Without shared wording", "First seen")
PLURAL = {"gap": "Gaps in provision", "training_need": "Training needs"}


def make_gaps_paper(
    found: GapList, quoted: Mapping[str, Sequence[QuotedGap]] | None, about: AboutPaper, made_on: date
) -> Document:
    """Make the paper. quoted: passages by gap; None where none were chosen for it."""
    parts = tuple(_list_parts(found, quoted, about.slug, made_on))
    return Document(TITLE, SUBTITLE.format(title=about.title), about.partnership, made_on, parts)


def _list_parts(
    found: GapList, quoted: Mapping[str, Sequence[QuotedGap]] | None, slug: str, made_on: date
) -> Iterator[Part]:
    notes = list_notes(found, slug=slug, made_on=made_on)
    for kind in KINDS:
        yield Heading(kind, 1, PLURAL[kind])
        gaps = [one for one in found.gaps if one.key.partition(BETWEEN)[0] == kind]
        if not gaps:
            yield Paragraph(f"{kind}.none", NOTHING)
            continue
        yield _make_table(kind, gaps, found, notes)
        for gap in gaps:
            yield from _describe(gap, (quoted or {}).get(gap.key, ()))
    yield Heading("method", 1, "How this was counted")
    yield BulletList("notes", (*notes, *([NO_QUOTATIONS] if quoted is None else [])))


def _make_table(kind: str, gaps: Sequence[Gap], found: GapList, notes: Sequence[str]) -> Table:
    rows = tuple(
        (
            _name(one),
            str(show_number(one.number)),
            str(show_number(one.own)) if found.by_sector.sheet.own else "the same",
            one.seen[0][0] if one.seen else NOT_SHOWN,
        )
        for one in gaps
    )
    source = next(one for one in notes if one.startswith("Source: ")).removeprefix("Source: ")
    base = f"{show_number(found.base)} returns and experiences"
    return Table(f"{kind}.table", PLURAL[kind], SHORT, rows, source, base)


def _describe(gap: Gap, quoted: Sequence[QuotedGap]) -> Iterator[Part]:
    yield Heading(gap.key, 2, _name(gap))
    told = (
        f"People they speak for: {show_number(gap.people)}",
        f"Who said it: {say_parts(gap.sectors)}",
        f"Where: {say_parts(gap.places)}",
        f"Over all consultations: {say_parts(gap.seen)}",
    )
    yield BulletList(f"{gap.key}.told", told)
    for one in quoted:
        words, language = one.found.words, one.found.language
        known = LANGUAGES.get(language)
        is_rtl = known is not None and known.direction == "rtl"
        yield QuotedWords(f"{gap.key}.{one.found.question_id}", words, language, one.attribution, is_rtl)


def _name(gap: Gap) -> str:
    """The subject: the kind is in the heading above."""
    name = gap.label.partition(": ")[2]
    return name[:1].upper() + name[1:]
