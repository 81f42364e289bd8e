"""What is said on screen of how far two people agree."""

from dataclasses import dataclass

from analysis.reliability.standings import (
    MIN_EACH_WAY,
    MIN_RESPONDENTS,
    MIN_SEGMENTS,
    RELIABLE_FROM,
    TENTATIVE_FROM,
    Reason,
    Reliability,
    Standing,
)
from analysis.tables.intervals import Interval
from analysis.tables.limits import ALL
from consult.web.desk_words import name_language

ALL_TAGS = "All tags together"
STANDINGS = {
    Standing.RELIABLE: "Reliable",
    Standing.TENTATIVE: "Tentative",
    Standing.BELOW: "Not reliable",
    Standing.NOT_SAID: "Cannot be said",
}
LEAST = {Standing.RELIABLE: RELIABLE_FROM, Standing.TENTATIVE: TENTATIVE_FROM}
PERHAPS_LESS = "may be less"
REASONS = {
    Reason.NONE: "",
    Reason.ONE_CODER: "only one person tagged",
    Reason.NO_OVERLAP: "no passage was tagged by both",
    Reason.TOO_FEW: f"fewer than {MIN_SEGMENTS} passages were tagged by both",
    Reason.FEW_RESPONDENTS: f"passages of fewer than {MIN_RESPONDENTS} respondents",
    Reason.TOO_RARE: f"given, or left out, on fewer than {MIN_EACH_WAY} passages",
    Reason.ALL_SAME: "every passage got the same",
    Reason.UNSTEADY: "it moves too much from one drawing to another",
}


@dataclass(frozen=True)
class ShownLanguage:
    """The rows of one language, the whole first."""

    name: str
    rows: list[list[object]]


def list_tables(found: list[Reliability], labels: dict[str, str]) -> list[ShownLanguage]:
    """A table for all languages together and one for each."""
    languages = dict.fromkeys(one.language for one in found)
    return [
        ShownLanguage(
            "All languages" if language == ALL else name_language(language),
            [_make_row(one, labels) for one in found if one.language == language and _is_shown(one)],
        )
        for language in languages
    ]


def _is_shown(one: Reliability) -> bool:
    """A tag that nobody gave is no row."""
    return one.code == ALL or one.used > 0


def _make_row(one: Reliability, labels: dict[str, str]) -> list[object]:
    standing, reason = STANDINGS[one.standing], REASONS[one.reason] or _doubt(one)
    return [
        ALL_TAGS if one.code == ALL else labels.get(one.code, one.code),
        f"{standing}: {reason}" if reason else standing,
        one.segments,
        one.used,
        _show_share(one.agreement),
        _show(one.kappa),
        _show(one.alpha),
    ]


def _doubt(one: Reliability) -> str:
    """Say so where the interval begins below what the standing asks for."""
    return PERHAPS_LESS if one.alpha and one.alpha.low < LEAST.get(one.standing, -1.0) else ""


def _show_share(found: Interval | None) -> str:
    if found is None:
        return "–"
    value, low, high = (round(100 * end) for end in (found.value, found.low, found.high))
    return f"{value}% ({low} to {high})"


def _show(found: Interval | None) -> str:
    return f"{found.value:.3f} ({found.low:.2f} to {found.high:.2f})".replace("-", "−") if found else "–"
