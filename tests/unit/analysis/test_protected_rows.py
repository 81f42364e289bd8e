"""Tables of themes by group and by language leave out small numbers, and what would give them away."""

import pandas as pd

from analysis.outputs.protected_rows import keep_differences, keep_languages


def make_differences(bases: dict[str, int], counts: dict[str, dict[str, int]]) -> pd.DataFrame:
    rows = [
        {"theme_id": theme, "by": "group", "group": group, "respondents": number, "base": bases[group]}
        for theme, row in counts.items()
        for group, number in row.items()
    ]
    return pd.DataFrame(rows)


def list_kept(found: pd.DataFrame, key: str) -> dict[str, list[str]]:
    return {str(theme): list(rows[key]) for theme, rows in found.groupby("theme_id")}


def test_differences__with_small_counts_or_bases__leave_out_these_and_what_tells_them() -> None:
    bases = {"a": 20, "b": 20, "c": 20, "d": 3}
    counts = {
        "T01": {"a": 10, "b": 8, "c": 15, "d": 2},
        "T02": {"a": 3, "b": 9, "c": 15, "d": 0},
        "T03": {"a": 20, "b": 20, "c": 0, "d": 0},
    }
    kept = list_kept(keep_differences(make_differences(bases, counts), 5), "group")
    assert "d" not in kept["T01"] + kept["T02"] + kept["T03"], "three people are no group to show"
    assert kept["T02"] == ["c"], "three are few, and may not be had by subtracting either"


def test_differences__of_nobody__are_none() -> None:
    assert keep_differences(make_differences({}, {}), 5).empty


def test_languages__spoken_by_few__are_left_out_two_at_least() -> None:
    sizes = {"T01": {"en": 17, "ar": 9, "so": 3}, "T02": {"en": 9, "uk": 7}, "T03": {"so": 2}}
    rows = [
        {"theme_id": theme, "language": language, "size_responses": size}
        for theme, row in sizes.items()
        for language, size in row.items()
    ]
    kept = list_kept(keep_languages(pd.DataFrame(rows), 5), "language")
    assert kept == {"T01": ["en"], "T02": ["en", "uk"]}
