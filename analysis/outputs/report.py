"""The report: one HTML file that reads on its own, without script and without anything from elsewhere."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis.coding import MOST_EACH_FACET
from analysis.outputs import wording
from analysis.outputs.group_tables import list_group_tables
from analysis.outputs.story import (
    Story,
    list_leftover,
    list_tag_tables,
    list_themes,
    open_story,
    quote,
)
from analysis.outputs.tallies import list_campaigns, list_languages, list_states, tell_own, tell_pending
from analysis.results import Analysis, count_all


def write_report(analysis: Analysis, manifest: Mapping[str, Any], path: Path) -> None:
    """Write the report of an analysis. manifest: as make_manifest made it."""
    path.write_text(make_report(analysis, manifest), encoding="utf-8", newline="\n")


def make_report(analysis: Analysis, manifest: Mapping[str, Any]) -> str:
    """Make the report as HTML."""
    story = open_story(analysis)
    themes = list_themes(story)
    facts = {
        "title": wording.TITLE,
        "css": Markup(_read("report.css")),  # noqa: S704 our own file, no input in it
        "contents": wording.CONTENTS,
        "counts": count_all(analysis),
        "missing": analysis.models.missing,
        "states": list_states(analysis),
        "languages": list_languages(analysis),
        "campaigns": list_campaigns(analysis),
        "campaign_quotes": _quote_campaigns(story),
        "themes": themes,
        "theme_rows": [theme["row"] for theme in themes],
        "leftover": list_leftover(story),
        "group_tables": list_group_tables(story),
        "tag_tables": list_tag_tables(story),
        "method": wording.METHOD,
        "facts": _list_facts(manifest),
    }
    return _load_template().render(facts | _tell(story))


def _tell(story: Story) -> dict[str, str]:
    analysis = story.analysis
    counts = count_all(analysis)
    received = wording.count_things(counts["rows"]["all"], "answer was", "answers were")
    analysed, shared = counts["analysed_rows"]["all"], counts["analysed_rows"]["in_campaigns"]
    segments = counts["segments"]
    tagged = wording.count_things(analysis.codings["segment_id"].nunique(), "segment", "segments")
    least = f"{100 * analysis.settings.min_coding_score:.0f}%"
    themes = wording.count_things(len(analysis.themes), "theme was", "themes were")
    return {
        "summary": f"{received} received and {analysed:,} analysed. {themes} found.",
        "shared_summary": f"{shared:,} of {analysed:,} analysed answers share organised wording, "
        f"{analysed - shared:,} do not. {tell_own(story.own.values())} "
        "Groups of two (N) are shown, but never taken out of counts.",
        "pending_summary": tell_pending(analysis),
        "themes_summary": f"{segments['in_themes']:,} of {segments['all']:,} segments are in a theme, "
        f"{segments['left_over']:,} in none.",
        "tags_summary": f"{tagged} of {segments['all']:,} have at least one suggested tag with a score of "
        f"{least} or more. A person accepts or rejects each.{_tell_left_out(counts['codings'])}",
    }


def _tell_left_out(codings: Mapping[str, int]) -> str:
    """Say how many were left out; nothing where none was."""
    if not codings["left_out"]:
        return ""
    return (
        f" Of {codings['all']:,} suggestions the best {MOST_EACH_FACET} of a facet are shown for each "
        f"segment; {codings['left_out']:,} more were left out."
    )


def _quote_campaigns(story: Story) -> list[dict[str, str]]:
    """Quote the first segment of each campaign."""
    segments = story.analysis.segments.drop_duplicates("item_id")
    first = dict(zip(segments["item_id"].tolist(), segments["segment_id"].tolist(), strict=True))
    items = story.analysis.campaigns.drop_duplicates("campaign_id").sort_values("campaign_id")["item_id"]
    return [quote(story, first[item_id]) for item_id in items if item_id in first]


def _list_facts(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    inputs = [f"{one['name']} (SHA-256 {one['sha256']})" for one in manifest["inputs"]]
    models = [f"{name} {version}" for name, version in manifest["models"]["used"].items()]
    namer = manifest["models"]["names_of_people"] or "none: lists and rules alone"
    settings = [f"{name} {value}" for name, value in manifest["settings"].items()]
    versions = [f"{name} {version}" for name, version in manifest["versions"].items()]
    codebook = manifest["codebook"]
    return [
        ("Input", "; ".join(inputs) or "not from a file"),
        ("Codebook", f"{codebook['name']} (SHA-256 {codebook['sha256']})"),
        ("Models", "; ".join(models) or "none"),
        ("Model for people's names", namer),
        ("Settings", "; ".join(settings)),
        ("Versions", "; ".join(versions)),
    ]


@cache
def _load_template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.from_string(_read("report.jinja"))


def _read(name: str) -> str:
    return (resources.files("analysis.outputs") / name).read_text(encoding="utf-8")
