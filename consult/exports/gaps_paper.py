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
NO_QUOTATIONS = "Nobody is quoted in this paper."
TOO_FEW = "Also said, by too few to give a number or with one that would give a few away:"
ONLY_SOME = "Who said it, where and when stands under a subject only where that gives nobody away."
SHORT = ("Subject", "Said by", "People they speak for", "Without shared wording", "First seen")
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
        yield from _describe_kind(kind, gaps, found, notes)
        for gap in gaps:
            yield from _describe(gap, (quoted or {}).get(gap.key, ()))
    yield Heading("method", 1, "How this was counted")
    yield BulletList("notes", (*notes, ONLY_SOME, *([NO_QUOTATIONS] if quoted is None else [])))


def _describe_kind(kind: str, gaps: Sequence[Gap], found: GapList, notes: Sequence[str]) -> Iterator[Part]:
    """Those with a number as a table; of the others a board learns no more than that they were said."""
    if numbered := [one for one in gaps if one.number is not None]:
        yield _make_table(kind, numbered, found, notes)
    if few := tuple(_name(one) for one in gaps if one.number is None):
        yield Paragraph(f"{kind}.few", TOO_FEW)
        yield BulletList(f"{kind}.few.list", few)


def _make_table(kind: str, gaps: Sequence[Gap], found: GapList, notes: Sequence[str]) -> Table:
    rows = tuple(
        (
            _name(one),
            str(show_number(one.number)),
            str(show_number(one.people)),
            str(show_number(one.own)) if found.by_sector.sheet.own else "the same",
            one.seen[0][0] if one.seen else NOT_SHOWN,
        )
        for one in gaps
    )
    source = next(one for one in notes if one.startswith("Source: ")).removeprefix("Source: ").rstrip(".")
    base = f"{show_number(found.base)} returns and experiences"
    return Table(f"{kind}.table", PLURAL[kind], SHORT, rows, source, base)


def _describe(gap: Gap, quoted: Sequence[QuotedGap]) -> Iterator[Part]:
    """What there is to say of one gap beyond its row; nothing where there is no more."""
    seen = gap.seen if len(gap.seen) > 1 else ()  # of one half-year the row says it all
    parts = {"Who said it": gap.sectors, "Where": gap.places, "Over all consultations": seen}
    told = tuple(f"{words}: {say_parts(some)}" for words, some in parts.items() if some)
    if told or quoted:
        yield Heading(gap.key, 2, _name(gap))
    if told:
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
