"""The annexes: contributors, and method with its caveats and the printed scale."""

from itertools import groupby

from analysis.drafting.figures import write_date, write_number
from analysis.drafting.material import Material, ProtectedTable, StateCount
from analysis.drafting.opening import name_source
from analysis.drafting.passages import LEFTOVER
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.shared_said import count_shared
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.theme_parts import count_locked, count_told
from analysis.drafting.told_states import tabulate_told

CAVEATS = (
    "Those who answered chose to answer. They do not stand for everybody in the region, in a sector or in a "
    "community.",
    "A consultation is not a vote. How many returns raised something shows how often it was raised, not how "
    "right or how important it is.",
    "What returns and people say is given as they said it. It has not been checked against other sources "
    "unless a source is named.",
    "Themes and tags were suggested by a computer program from the words used. People decide which "
    "suggestions stand.",
    "Quotations are in the words of the person or body quoted, and are used only as each has agreed. A "
    "translation says who or what made it.",
)

POLICY = (
    "Returns that share organised wording are counted. Every count of themes is given again without that "
    "wording, but with what people added to it; tables of closed questions, numbers too, again without "
    "returns that wrote nothing else."
)
ELSEWHERE_RULE = (
    "Some experiences were told before, for other calls of this partnership, by people who allow it to use "
    "them in any of its responses until a day that they chose. They are counted with the experiences and "
    "their themes, and never with returns or with the choices that people made in this consultation."
)


def draft_contributors(material: Material) -> Section:
    """List by sector the organisations that agreed to be named, and count the returns that are not."""
    section = SectionBuilder("annex-contributors", "Annex A: contributors", material.rules)
    if not material.contributors:
        section.write("none", "No organisation has agreed to be named yet.")
    listed = sorted({(body.sector, body.name) for body in material.contributors})
    for sector, bodies in groupby(listed, key=lambda pair: pair[0]):
        section.head(f"{sector}.title", sector)
        section.list(f"{sector}.names", tuple(name for _, name in bodies))
    unnamed = material.received - material.named
    if unnamed > 0:
        section.count("not-named", Counted("not_named", (Figure("not_named", unnamed, material.received),)))
    return section.build()


def draft_method(material: Material) -> Section:
    """Say how the figures were made and how far they can be trusted, and print the scale."""
    section = SectionBuilder("annex-method", "Annex B: method and caveats", material.rules)
    section.write("when", _say_when(material))
    section.list("caveats", CAVEATS)
    _print_scale(section, material)
    _explain_counts(section, material)
    _tabulate_states(section, material)
    _count_passages(section, material)
    _name_gaps(section, material)
    return section.build()


def _say_when(material: Material) -> str:
    held = f"Figures are of what was held on {write_date(material.consultation.as_of)}"
    analysed = material.method.analysed_on
    return f"{held}, analysed on {write_date(analysed)}." if analysed else f"{held}."


def _print_scale(section: SectionBuilder, material: Material) -> None:
    section.head("scale.title", "Words used for shares")
    below = write_number(material.method.words_below)
    section.write(
        "scale.rule",
        f"Where fewer than {below} returns are counted, only numbers are given. Otherwise these words are "
        "used, always with the numbers. “All” and “none” are used only where they are exact.",
    )
    table = ProtectedTable(
        "scale", "The scale of words", ("Words", "Share of those counted"), material.method.scale
    )
    section.tabulate(table, source="")


def _explain_counts(section: SectionBuilder, material: Material) -> None:
    section.head("counting.title", "How things were counted")
    threshold = material.rules.small_number
    section.write(
        "small-numbers",
        f"Numbers from 1 to {threshold - 1} are not shown where they could point to somebody; organisations "
        "that agreed to be named are exempt. Sectors too small to show are put together, and a second number "
        "is held back where the first could be worked out from it.",
    )
    if material.rules.least_silent > 1:
        section.write("few-silent", _say_silent(material.rules.least_silent))
    section.write("campaigns", material.method.campaign_policy or POLICY)
    shared, wholly = material.method.campaign_returns, material.method.wholly_shared
    section.count("campaigns.found", count_shared(shared, wholly, material.received), place="continues")
    section.write(
        "stability",
        "Stability says how far a theme stays the same when part of the answers is left out: 1 is the same "
        "every time, 0 never.",
    )


def _say_silent(least: int) -> str:
    return (
        f"Where from 1 to {least - 1} of those who answered did not raise or choose something, the number "
        "who did is not shown either: beside how many answered it would tell of those few. “Some” and “many” "
        "stand for such numbers, and “many” for more than half."
    )


def _tabulate_states(section: SectionBuilder, material: Material) -> None:
    """Show every state. Those of returns tell only how each was handled; the others are protected."""
    section.head("states.title", "What happened to everything received")
    section.write("states.rule", "Everything received is in exactly one state, and the states add up.")
    source, method = name_source(material), material.method
    section.tabulate(_tabulate_returns(method.return_states), source=source)
    tabulate_told(section, method, material.rules, source=source)
    if material.experiences.vouched is not None and material.experiences.counted:
        section.count("channels", count_told(material.experiences))
        section.write(
            "channels.rule",
            "Community groups vouch that somebody told what they pass on; nobody vouches for the open form. "
            "Each count of experiences is therefore given with those of the open form and without them.",
        )
    if material.experiences.elsewhere is not None:
        section.write("elsewhere.rule", ELSEWHERE_RULE)


def _tabulate_returns(states: tuple[StateCount, ...]) -> ProtectedTable:
    rows = [(state.label, state.count) for state in states if state.count]
    total = ("Total", sum(count for _, count in rows))
    written = tuple((label, write_number(count)) for label, count in (*rows, total))
    caption, columns = "States of the returns received", ("State", "Returns")
    return ProtectedTable("states.returns", caption, columns, written if rows else ())


def _count_passages(section: SectionBuilder, material: Material) -> None:
    passages = material.method.passages
    if not passages:
        return
    section.head("passages.title", "What happened to passages")
    for evidence in passages:
        of = f".{evidence.figures[0].group}" if evidence.sentence == LEFTOVER else ""
        section.count(f"{evidence.sentence}{of}", evidence)
    section.write(
        "passages.rule",
        "An experience is quoted only once a person has checked it for personal data, and what was taken out "
        "of it is never quoted.",
    )


def _name_gaps(section: SectionBuilder, material: Material) -> None:
    told, missing = material.experiences, material.method.models_missing
    if told.locked:
        section.count("locked", count_locked(told))
    if missing:
        section.write("missing.intro", "These parts of the analysis were missing, so its results are weaker:")
        section.list("missing", missing)
    section.list("notes", material.method.notes)
