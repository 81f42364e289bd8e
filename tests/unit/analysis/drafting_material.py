"""A small region's material for the tests of drafting: fictional, with every part that a draft can have."""

from datetime import date

from analysis.drafting.blocks import Excerpt
from analysis.drafting.figures import GroupCount, Rules
from analysis.drafting.material import (
    Ask,
    ChosenQuotation,
    ClosedQuestion,
    Consultation,
    Contributor,
    Dissent,
    Experiences,
    GovernmentQuestion,
    LeadingChoice,
    Material,
    Method,
    ProtectedTable,
    RegionalFact,
    StateCount,
    ThemeCount,
)
from analysis.drafting.statements import Sourced

RULES = Rules(small_number=5)
BY_SECTOR = (
    GroupCount("councils", "councils", 14, public=True),
    GroupCount("health", "health bodies", 6),
    GroupCount("voluntary", "voluntary and community groups", 19),
    GroupCount("police", "police", 1),
    GroupCount("academic", "academics", 3),
)


def make_quotation(response_id: str, start: int = 0, language: str = "en") -> ChosenQuotation:
    """A reference to the words of one return or experience."""
    return ChosenQuotation(Excerpt(response_id, "q1_open", start, start + 40), "A council officer", language)


def make_theme(number: int, count: int, own: int, base: int = 39, own_base: int = 30) -> ThemeCount:
    """A theme with its counts, with and without shared wording."""
    label = ("shortage of homes", "waiting for interpreters", "school places")[number - 1]
    quotations = (make_quotation(f"r{number}"),)
    return ThemeCount(f"T0{number}", label, count, base, own, own_base, 0.84 - number / 5, (), quotations)


def make_question(number: str = "1") -> GovernmentQuestion:
    """A question that 39 of 43 returns answered, with two themes, a closed part and a dissent."""
    table = ProtectedTable(
        "q1_agree", "Agreement", ("Answer", "Returns"), (("Agree", "30"), ("Disagree", "9")), "39 returns"
    )
    differences = ProtectedTable(
        f"q{number}.by-sector", "Themes by sector", ("Theme", "Councils"), (("shortage of homes", "12"),)
    )
    return GovernmentQuestion(
        question_id=f"gq{number}",
        number=number,
        text="How many households could your region house in 2027, and what helps or limits that capacity?",
        base=43,
        answered=39,
        answered_by=(
            BY_SECTOR[0],
            BY_SECTOR[1],
            GroupCount("voluntary", "voluntary and community groups", 19),
        ),
        themes=(make_theme(1, 32, 23), make_theme(2, 3, 3)),
        closed=(ClosedQuestion("q1_agree", "Do you agree?", table, LeadingChoice("agree", "Agree", 30, 39)),),
        dissents=(Dissent("Ostley District Council", "officer view", make_quotation("r9", 4)),),
        differences=(differences,),
    )


def make_experiences() -> Experiences:
    """Twenty-five experiences, of which 21 are counted and 3 were locked."""
    theme = ThemeCount("T03", "school places", 9, 21, 9, 21, 0.4, (), (make_quotation("a1", language="ar"),))
    return Experiences(received=25, counted=21, locked=3, themes=(theme,))


def make_method() -> Method:
    """States that add up, one model missing, shared wording in nine returns."""
    states = (
        StateCount("analysed", "Analysed", 41),
        StateCount("empty", "No answer given", 1),
        StateCount("unreadable", "Could not be read", 1),
    )
    told = (
        StateCount("analysed", "Analysed", 21),
        StateCount("locked", "Locked", 3),
        StateCount("no_substance", "Nothing to analyse", 1),
    )
    missing = ("Comparing meaning across languages",)
    return Method(states, told, date(2026, 12, 1), campaign_returns=9, models_missing=missing)


def make_material() -> Material:
    """The whole material."""
    source = Sourced("Fictional Statistics Office", "Dispersal by area", "May 2026", "table 3")
    return Material(
        consultation=Consultation(
            title="Safe routes, settled lives",
            publisher="Department for Settlement",
            partnership="Wessmere Migration Partnership",
            as_of=date(2026, 12, 2),
            closes_on=date(2026, 12, 15),
        ),
        rules=RULES,
        method=make_method(),
        received=43,
        received_by=BY_SECTOR,
        named=30,
        contributors=(
            Contributor("Wessmere Fire", "Fire and rescue"),
            Contributor("Ostley Council", "Councils"),
        ),
        questions=(make_question("1"), make_question("2")),
        experiences=make_experiences(),
        facts=(RegionalFact("The region houses 1,204 people in dispersal.", "dispersal", source),),
        asks=(Ask("funding", "funding agreed a year ahead", 12, 43, 12, 34),),
    )
