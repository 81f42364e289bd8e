"""Counts for the report that need no look-up."""

from collections.abc import Collection

from analysis import columns
from analysis.outputs import wording
from analysis.results import Analysis, count_all


def list_states(analysis: Analysis) -> list[tuple[str, int]]:
    """List every state with its count."""
    counts = count_all(analysis)["rows"]
    return [(wording.STATES[bucket], counts[bucket]) for bucket in columns.BUCKETS]


def list_languages(analysis: Analysis) -> list[tuple[str, int]]:
    """List the languages of analysed answers, commonest first."""
    results = analysis.results
    counts = results.loc[results["bucket"] == columns.ANALYSED, "language"].value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    return [(wording.name_language(str(tag)), int(count)) for tag, count in ordered]


def list_campaigns(analysis: Analysis) -> list[tuple[str, int, str]]:
    """List groups with shared wording: answers, and the average share of their words that is shared."""
    grouped = analysis.campaigns.groupby("campaign_id", sort=True)["shared"]
    return [(str(name), len(shares), f"{100 * shares.mean():.0f}%") for name, shares in grouped]


def tell_own(own: Collection[str]) -> str:
    """Say how many answers in campaigns say something in their own words too."""
    return (
        f"{len(set(own)):,} of those that do also say something in their own words, which counts either way."
    )


def tell_pending(analysis: Analysis) -> str:
    """Say how much waits for a person to confirm."""
    groups = analysis.pending.drop_duplicates("campaign_id")["campaign_id"].str[0].value_counts()
    translated, short = int(groups.get("X", 0)), int(groups.get("S", 0))
    return (
        f"For a person to confirm, and not counted as shared before: {translated:,} letters that may be the "
        f"same in two languages (X), {short:,} groups of short answers nearly alike (S)."
    )
