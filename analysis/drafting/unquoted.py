"""Sectors that raised a theme and are not quoted under it: which, and why, as far as numbers may tell."""

from collections.abc import Iterator

from analysis.drafting.figures import Rules, is_small, join_words
from analysis.drafting.material import Material, ThemeCount
from analysis.drafting.statements import Counted, Figure

WHY = {
    "permission": "because nobody of theirs allows what they said here to be quoted",
    "wording": "because the wording that they share with others is quoted already",
    "elsewhere": "because they are quoted elsewhere in this answer",
    "unfit": "because nothing of theirs stands by itself: too short, too long, or with personal data in it",
    "room": "because what they said is close to what is quoted, or there is no room for more",
    "other": "because no passage of theirs was chosen",
}
"""By reason: the words of it, in the order in which they are given."""

_UNNAMED = "sectors that are not named here, because numbers are small"


def list_spoke(theme: ThemeCount, question_id: str) -> tuple[Figure, ...]:
    """Give how many of each sector raised a theme of a question."""
    return tuple(
        Figure(
            "theme",
            voices.count,
            theme.count,
            question_id,
            theme.theme_id,
            group=voices.key,
            public=voices.public,
            withheld=voices.withheld or (theme.withheld and not voices.public),
        )
        for voices in theme.spoke
    )


def list_all_spoke(material: Material) -> Iterator[Figure]:
    """List how many of each sector raised each theme of each question."""
    for question in material.questions:
        for theme in question.themes:
            yield from list_spoke(theme, question.question_id)


def count_unquoted(theme: ThemeCount, question_id: str) -> Counted | None:
    """Make the evidence of who is not quoted; None where everybody is."""
    why = dict(theme.unquoted)
    figures = tuple(one for one in list_spoke(theme, question_id) if one.group in why)
    labels = {voices.key: voices.label for voices in theme.spoke}
    names = [(one.group, labels[one.group]) for one in figures]
    names += [(_name_why(one.group), why[one.group]) for one in figures]
    return Counted("unquoted", figures, tuple(names)) if figures else None


def say_unquoted(evidence: Counted, rules: Rules) -> str:
    """Say who else spoke and why they are not quoted; a sector that numbers could give away has no name."""
    named = [one for one in evidence.figures if not _is_hidden(one, rules)]
    parts = []
    for reason, words in WHY.items():
        sectors = [evidence.name(one.group) for one in named if _tell_why(evidence, one, rules) == reason]
        if sectors:
            parts.append(f"{join_words(sectors)}, {words}")
    if len(named) < len(evidence.figures):
        parts.append(_UNNAMED)
    return f"Also spoke, not quoted here: {'; '.join(parts)}."


def _is_hidden(figure: Figure, rules: Rules) -> bool:
    return figure.withheld or (is_small(figure.count, rules) and not figure.public)


def _tell_why(evidence: Counted, figure: Figure, rules: Rules) -> str:
    """Give the reason; that nobody allows it is not told of few, though all of them agreed to be named."""
    reason = evidence.name(_name_why(figure.group))
    return "other" if reason == "permission" and is_small(figure.count, rules) else reason


def _name_why(sector: str) -> str:
    return f"{sector}.why"
