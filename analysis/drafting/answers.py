"""The answer to each of the government's questions."""

from dataclasses import replace

from analysis.drafting.figures import (
    GroupCount,
    is_small,
    keep_together,
    merge_small,
    start_sentence,
    write_count,
    write_number,
)
from analysis.drafting.material import (
    ClosedQuestion,
    Dissent,
    GovernmentQuestion,
    LeadingChoice,
    Material,
    ProtectedTable,
)
from analysis.drafting.opening import count_groups, name_source
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.shares import OTHER_SECTORS
from analysis.drafting.statements import Counted, Figure, Position
from analysis.drafting.table_counts import name_count
from analysis.drafting.theme_parts import count_theme, show_theme, tabulate_themes
from analysis.drafting.unquoted import count_unquoted
from analysis.missing_points import FEW_VOICES, UNFIT, UNQUOTABLE

MAX_THEMES_SHOWN = 6
NO_POINTS = {
    UNQUOTABLE: "no passage in somebody’s own words may be quoted.",
    FEW_VOICES: "no theme has three respondents whose own words may be quoted: one for the point and two to "
    "be quoted under the theme.",
    UNFIT: "no passage that may be quoted stands by itself, neither too short nor too long.",
}
MAX_TITLE_CHARACTERS = 90


def draft_overview(material: Material) -> Section:
    """Introduce the answers and say how many returns answered each question."""
    section = SectionBuilder("answers", "Answers to the consultation questions", material.rules)
    section.write(
        "intro",
        "Each answer gives how many returns spoke to the question, the themes they raised and some of their "
        "own words. A return can raise several themes, so the numbers for themes do not add up to the total.",
    )
    section.tabulate(_tabulate_answered(material), source=name_source(material))
    _show_dissents(section, material.dissents, from_what="the regional response")
    if material.unnamed_dissents:
        figure = Figure("dissents", material.unnamed_dissents, material.received)
        section.count("dissents.unnamed", Counted("dissents", (figure,)))
    return section.build()


def _tabulate_answered(material: Material) -> ProtectedTable:
    rows = tuple((_title(question), _write_answered(question, material)) for question in material.questions)
    base = f"{write_number(material.received)} returns"
    counts = tuple(name_count("answered", question_id=one.question_id) for one in material.questions)
    return ProtectedTable(
        "answered", "Returns that answered each question", ("Question", "Returns"), rows, base, counts
    )


def _write_answered(question: GovernmentQuestion, material: Material) -> str:
    return write_count(Figure("answered", question.answered, question.base), material.rules)


def write_in_full(text: str) -> str:
    """Give a question's own words, where the title of its section cuts them short."""
    return f"The question in full: {text}"


def _title(question: GovernmentQuestion) -> str:
    """Title a question's answer: its number and its own words, cut at a word where they are long."""
    text = " ".join(question.text.split())
    if len(text) > MAX_TITLE_CHARACTERS:
        text = text[: MAX_TITLE_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"Question {question.number}: {text}"


def draft_answer(question: GovernmentQuestion, material: Material) -> Section:
    """Draft the answer to one question: who answered, closed answers, themes with quotations, dissent."""
    title, key = _title(question), f"question:{question.question_id}"
    section = SectionBuilder(key, title, material.rules, level=2, question_id=question.question_id)
    if title.endswith("…"):
        section.write("asked", write_in_full(question.text))
    total = Figure("answered", question.answered, question.base, question.question_id)
    section.count("answered", count_groups("answered", total, _keep_together(question, material)))
    _show_key_points(section, question)
    for closed in question.closed:
        _show_closed(section, closed, material)
    _show_themes(section, question, material)
    _show_more_words(section, question)
    _show_dissents(section, question.dissents)
    return section.build()


def _keep_together(question: GovernmentQuestion, material: Material) -> tuple[GroupCount, ...]:
    """Give the sectors of a question with those together that were too small among all returns."""
    merged = merge_small(material.received_by, material.rules, others=OTHER_SECTORS)
    return keep_together(question.answered_by, merged, others=OTHER_SECTORS)


def _show_key_points(section: SectionBuilder, question: GovernmentQuestion) -> None:
    if question.key_points:
        section.head("points.title", "Key points")
        section.write(
            "points.what", "In respondents’ own words, one passage for each of the themes raised most."
        )
        for chosen in question.key_points:
            section.quote(chosen)
    elif question.no_points:
        section.write("points.none", f"No key points are given here: {NO_POINTS[question.no_points]}")


def _show_closed(section: SectionBuilder, closed: ClosedQuestion, material: Material) -> None:
    section.head(f"{closed.question_id}.title", closed.text)
    if closed.leading and not is_small(closed.leading.count, material.rules):
        section.count(f"{closed.question_id}.leading", _count_leading(closed.question_id, closed.leading))
    if closed.numbers:
        section.count(f"{closed.question_id}.numbers", closed.numbers)
    section.tabulate(closed.table, source=name_source(material))


def _count_leading(question_id: str, best: LeadingChoice) -> Counted:
    """The evidence of the most chosen answer; of a second count that its table hides not even the base."""
    figures = [Figure("choice", best.count, best.base, question_id, choice=best.name)]
    if best.own_base is not None:
        count, base = (0, 0) if best.own is None else (best.own, best.own_base)
        own = Figure("choice", count, base, question_id, choice=best.name, without_campaigns=True)
        figures.append(replace(own, withheld=best.own is None))
    return Counted("choice", tuple(figures), (("label", best.label),))


def _show_themes(section: SectionBuilder, question: GovernmentQuestion, material: Material) -> None:
    if not question.themes:
        return
    section.head("themes.title", "Main themes")
    caption, who = f"Themes raised in answer to question {question.number}", "returns that answered"
    table = tabulate_themes(question.themes, caption, who, material.rules, question_id=question.question_id)
    section.tabulate(table, source=name_source(material))
    for theme in question.themes[:MAX_THEMES_SHOWN]:
        show_theme(section, theme, count_theme("theme", theme, question.question_id))
        unquoted = count_unquoted(theme, question.question_id)
        if unquoted:
            section.count(f"{theme.theme_id}.unquoted", unquoted)


def _show_more_words(section: SectionBuilder, question: GovernmentQuestion) -> None:
    if question.quotations:
        section.head("words.title", "In respondents’ words")
        for chosen in question.quotations:
            section.quote(chosen)


def _show_dissents(
    section: SectionBuilder, dissents: tuple[Dissent, ...], *, from_what: str = "this answer"
) -> None:
    if not dissents:
        return
    section.head("dissents.title", "Dissent")
    for dissent in sorted(dissents, key=lambda dissent: dissent.organisation):
        text = start_sentence(f"{dissent.organisation} is recorded as dissenting from {from_what}.")
        name = f"dissent.{dissent.key or dissent.organisation}"
        section.state(name, text, Position(dissent.organisation, dissent.authority))
        if dissent.quotation:
            section.quote(dissent.quotation)
