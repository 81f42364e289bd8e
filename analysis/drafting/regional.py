"""Regional evidence with lived experience, differences between areas and sectors, and what is asked for."""

from analysis.drafting.cells import word_cell
from analysis.drafting.citing import say_sourced
from analysis.drafting.compared_said import HOW, NO_DIFFERENCE, NOT_TESTED, name_difference
from analysis.drafting.material import Material, RegionalFact
from analysis.drafting.opening import name_source
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.statements import Counted, Figure, Tabled
from analysis.drafting.theme_parts import count_experience, show_theme, tabulate_themes

MAX_EXPERIENCE_THEMES = 6


def draft_regional_evidence(material: Material) -> Section:
    """Give sourced facts, then what people told of their own lives."""
    section = SectionBuilder("regional-evidence", "Regional evidence and lived experience", material.rules)
    for fact in material.facts:
        section.state(f"fact.{fact.key}", _say_fact(fact), fact.source)
    _show_experiences(section, material)
    return section.build()


def _say_fact(fact: RegionalFact) -> str:
    if isinstance(fact.source, Tabled):
        return word_cell(fact.source)
    return say_sourced(fact.text, fact.source)


def _show_experiences(section: SectionBuilder, material: Material) -> None:
    told = material.experiences
    if not told.counted:
        section.write(
            "no-experiences", "No experience told by people themselves is counted in this response."
        )
        return
    section.write(
        "whose",
        "What follows was told by people who live here, or written down for them, and is used as each "
        "of them agreed. Nobody is named unless they asked to be.",
    )
    table = tabulate_themes(told.themes, "Themes people spoke of", "experiences", material.rules)
    section.tabulate(table, source=name_source(material))
    _show_experience_themes(section, material)


def _show_experience_themes(section: SectionBuilder, material: Material) -> None:
    for theme in material.experiences.themes[:MAX_EXPERIENCE_THEMES]:
        show_theme(section, theme, count_experience("experience_theme", theme))
    for chosen in material.experiences.quotations:
        section.quote(chosen)


def draft_differences(material: Material) -> Section:
    """Set areas and sectors side by side, with the warning that a consultation is not a sample."""
    section = SectionBuilder("differences", "Differences between areas and sectors", material.rules)
    tables = [table for question in material.questions for table in question.differences]
    tables += list(material.experiences.differences)
    if not any(table.rows for table in tables):
        section.write("none", "There are too few returns to set areas or sectors side by side.")
        return section.build()
    section.write(
        "not-a-sample",
        "A consultation is not a sample. These tables describe those who answered; they do not show what all "
        "councils, services or groups think. Small numbers are not shown.",
    )
    _name_contrasts(section, material)
    for table in tables:
        section.tabulate(table, source=name_source(material))
    return section.build()


def _name_contrasts(section: SectionBuilder, material: Material) -> None:
    """Which groups differ by more than chance would seldom do, question by question; or that none does."""
    contrasts = [one for question in material.questions for one in question.contrasts]
    for one in contrasts:
        section.count(name_difference(one), one, place="bullet")
    none_named = NO_DIFFERENCE if any(question.tested for question in material.questions) else NOT_TESTED
    section.write("how-tested", HOW if contrasts else none_named)


def draft_asks(material: Material) -> Section:
    """List what the returns ask of government; what the partnership asks is put in by whoever edits."""
    section = SectionBuilder("asks", "What we ask of government", material.rules)
    for ask in material.asks:
        every = Figure("tag", ask.count, ask.base, choice=ask.key)
        own = Figure("tag", ask.own, ask.own_base, choice=ask.key, without_campaigns=True)
        counted = Counted("ask", (every, own), (("label", ask.label),))
        section.count(f"ask.{ask.key}", counted, place="bullet")
    if not material.asks:
        section.write("none", "No ask of government has been recorded from the returns.")
    return section.build()
