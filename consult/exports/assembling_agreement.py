"""The annex of a version's files on agreement: the positions of partners, section by section."""

from collections.abc import Iterator

from analysis.drafting.blocks import BulletList, Heading, Paragraph
from consult.exports.document import Part
from consult.services.agreement.saying_positions import list_apart, say_counts, say_held
from consult.services.agreement.tallying import Agreement, SectionTally

TITLE = "Positions of partners"
INTRO = (
    "Organisations were asked what they say to each section. A position is on the section as it reads: "
    "where the text changed since, it stands as one on an earlier text. Numbers are of those of full "
    "standing; what observers say is told apart. This is no vote."
)
LISTED = "These organisations asked to be listed as contributors, which is apart from endorsing:"
LISTED_AFTER = "Asked to be listed as contributors only after the sign-off or the sending:"
OBSERVERS = "Observers, who count in no number:"


def tell_agreement(agreement: Agreement | None) -> Iterator[Part]:
    """What partners say to each section; nothing where nobody was asked."""
    if agreement is None or not agreement.is_begun:
        return
    yield Heading("agreement", 1, TITLE)
    yield Paragraph("agreement.intro", INTRO)
    for section in agreement.sections:
        yield from _tell_section(section)
    if agreement.listed:
        yield Paragraph("agreement.listed.intro", LISTED)
        yield BulletList("agreement.listed", agreement.listed)
    if agreement.listed_after:
        yield Paragraph("agreement.listed.after.intro", LISTED_AFTER)
        yield BulletList("agreement.listed.after", agreement.listed_after)


def _tell_section(section: SectionTally) -> Iterator[Part]:
    name = f"agreement.{section.key}"
    yield Heading(name, 2, section.title)
    yield Paragraph(f"{name}.counts", say_counts(section))
    held = (*section.positions, *section.earlier)
    if held:
        yield BulletList(f"{name}.positions", tuple(map(say_held, held)))
    if section.silent:
        yield Paragraph(f"{name}.silent", f"Did not reply: {'; '.join(section.silent)}.")
    if section.observers:
        yield Paragraph(f"{name}.observers.intro", OBSERVERS)
        yield BulletList(f"{name}.observers", tuple(map(say_held, section.observers)))
    for apart, intro, held in list_apart(section):
        yield Paragraph(f"{name}.{apart}.intro", intro)
        yield BulletList(f"{name}.{apart}", tuple(map(say_held, held)))
