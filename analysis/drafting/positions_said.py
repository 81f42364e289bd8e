"""How partners stand to the version of the response that went round last, in a section of its own.

Apart from the sections that they spoke about: a position is on a text, and must not change it. Nothing here
is checked by machine; that somebody said nothing is told as well.
"""

from collections.abc import Sequence

from analysis.drafting.figures import Rules, write_date
from analysis.drafting.partner_positions import PartnerPosition, Positions, SectionPositions
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.statements import Position

KEY = "positions"
OF_PARTNERS = f"{KEY}."
"""How the keys of these statements begin: whoever is named in one gave it to be printed with the name."""
INTRO = (
    "Organisations were asked what they say to each section of version {version} of this response, made on "
    "{day}. What follows was on record when this draft was written; where its text reads otherwise by now, "
    "they spoke of the text of then. Numbers are of those of full standing; what observers say is told "
    "apart. This is no vote."
)
OBSERVERS = "Observers, who count in no number:"
LISTED = "These organisations asked to be listed as contributors, which is apart from endorsing:"


def draft_positions(positions: Positions | None, rules: Rules) -> tuple[Section, ...]:
    """The section, if any version went round; each position is a statement with its holder and authority."""
    if positions is None:
        return ()
    section = SectionBuilder(KEY, "Positions of partners", rules)
    section.write("intro", INTRO.format(version=positions.version, day=write_date(positions.made_on)))
    for one in positions.sections:
        _show(section, one)
    if positions.listed:
        section.write("listed.intro", LISTED)
        section.list("listed", positions.listed)
    return (section.build(),)


def _show(section: SectionBuilder, about: SectionPositions) -> None:
    section.head(f"{about.key}.title", about.title)
    section.write(f"{about.key}.counts", about.counts)
    _state(section, about.key, about.said)
    if about.silent:
        section.write(f"{about.key}.silent", f"Did not reply: {'; '.join(about.silent)}.")
    if about.observers:
        section.write(f"{about.key}.observers", OBSERVERS)
        _state(section, about.key, about.observers)


def _state(section: SectionBuilder, key: str, said: Sequence[PartnerPosition]) -> None:
    for one in said:
        section.state(f"{key}.{one.key}", one.text, Position(one.holder, one.authority), place="bullet")
