"""The first sections: status and authority, who contributed, key messages."""

from collections.abc import Iterable

from analysis.drafting.figures import (
    GroupCount,
    join_words,
    merge_small,
    start_sentence,
    write_date,
    write_number,
)
from analysis.drafting.material import Material, ProtectedTable, ThemeCount
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.shares import OTHER_SECTORS
from analysis.drafting.statements import Counted, Figure, Position
from analysis.drafting.table_counts import name_count
from analysis.drafting.theme_parts import (
    count_events,
    count_experience,
    count_locked,
    count_theme,
    count_told,
)

MAX_MESSAGES = 8
UNSIGNED = (
    "It is a draft for partners to comment on. It has not been signed off, and it is not yet the position "
    "of the partnership or of any organisation named in it."
)


def draft_status(material: Material) -> Section:
    """Say what the document is, on what date, and who stands behind it."""
    about, section = material.consultation, SectionBuilder("status", "Status and authority", material.rules)
    by = f", a consultation by {about.publisher}" if about.publisher else ""
    section.write("what", f"This is the regional response of {about.partnership} to “{about.title}”{by}.")
    section.write("as_of", _say_dates(material))
    section.write("unsigned", UNSIGNED)
    return section.build()


def _say_dates(material: Material) -> str:
    about = material.consultation
    held = f"It gives what the partnership’s record held on {write_date(about.as_of)}."
    if about.closes_on is None:
        return held
    closes = "closed" if about.closes_on < about.as_of else "closes"
    return f"{held} The consultation {closes} on {write_date(about.closes_on)}."


def draft_contributors(material: Material) -> Section:
    """Say who contributed, by sector, in numbers that show nobody who did not agree to it."""
    section = SectionBuilder("contributors", "Who contributed", material.rules)
    section.count("received", count_received(material))
    section.tabulate(_tabulate_sectors(material), source=name_source(material))
    if material.contributors:
        named = len({contributor.name for contributor in material.contributors})
        section.count("named", Counted("contributors", (Figure("contributors", named, named, public=True),)))
        section.write(
            "listed", "Being listed as a contributor is not the same as agreeing with this response."
        )
    _write_experiences(section, material)
    return section.build()


def count_received(material: Material) -> Counted:
    """Count the returns received, in all and by sector."""
    everyone_named = all(group.public for group in material.received_by)
    total = Figure("returns", material.received, material.received, public=everyone_named)
    return count_groups("received", total, material.received_by)


def count_groups(sentence: str, total: Figure, groups: Iterable[GroupCount]) -> Counted:
    """Make the evidence of a total and the groups it divides into."""
    found = tuple(groups)
    parts = tuple(
        Figure(
            total.measure, group.count, total.count, total.question_id, group=group.key, public=group.public
        )
        for group in found
    )
    return Counted(sentence, (total, *parts), tuple((group.key, group.label) for group in found))


def name_source(material: Material) -> str:
    """Name where a figure comes from, under its table."""
    return f"returns held on {write_date(material.consultation.as_of)}"


def _tabulate_sectors(material: Material) -> ProtectedTable:
    merged = merge_small(material.received_by, material.rules, others=OTHER_SECTORS)
    rows = tuple((start_sentence(group.label), write_number(group.count)) for group in merged)
    told = rows if len(rows) > 1 else ()
    base = f"{write_number(material.received)} returns"
    counts = tuple(name_count("returns", group=one.key, public=one.public) for one in merged)
    return ProtectedTable("sectors", "Returns received, by sector", ("Sector", "Returns"), told, base, counts)


def _write_experiences(section: SectionBuilder, material: Material) -> None:
    told = material.experiences
    if told.received:
        section.count("experiences", count_told(told))
    if told.events:
        section.count("events", count_events(told))
    if told.locked:
        section.count("locked", count_locked(told))


def draft_key_messages(material: Material) -> Section:
    """List what stands out: the largest theme of each question, of experiences, and who dissents."""
    section = SectionBuilder("key-messages", "Key messages", material.rules)
    for question in material.questions[:MAX_MESSAGES]:
        largest = find_largest(question.themes)
        if largest:
            names = (("question", f"question {question.number}"), ("label", largest.label))
            evidence = count_theme("key_theme", largest, question.question_id, names)
            section.count(f"question.{question.question_id}", evidence, place="bullet")
    _write_other_messages(section, material)
    if section.is_bare:
        section.write("none", "Nothing stands out yet: no theme was found in the returns.")
    return section.build()


def find_largest(themes: Iterable[ThemeCount]) -> ThemeCount | None:
    """Find the theme most returns raised in their own words, so that a campaign alone does not lead."""
    return min(themes, key=lambda theme: (-theme.own, -theme.count, theme.theme_id), default=None)


def _write_other_messages(section: SectionBuilder, material: Material) -> None:
    told = find_largest(material.experiences.themes)
    if told:
        evidence = count_experience("key_experience", told, (("label", told.label),))
        section.count("experiences", evidence, place="bullet")
    of_questions = [dissent for question in material.questions for dissent in question.dissents]
    bodies = sorted({dissent.organisation for dissent in (*material.dissents, *of_questions)})
    if bodies:
        text = f"Recorded as dissenting from part of this response: {join_words(bodies)}."
        section.state("dissents", text, Position(join_words(bodies)), place="bullet")
