"""Say what used withdrawn words and what is to be done: the same to staff and on the command line."""

from collections.abc import Iterator

from consult.services.permissions.reaching import Reach
from consult.vocabulary import UseKind

NAMED_AS = {
    UseKind.PAGE: "pages",
    UseKind.ANALYSIS: "runs",
    UseKind.TABLE: "tables",
    UseKind.DRAFT: "drafts",
    UseKind.EXPORT: "files",
}
"""What of a reach names each kind of use."""

COMMAND = "whoever ran the command"
OUTCOME = (
    "To read: the outcome of the consultation, which people see when they come back. It is typed by hand, so "
    "no record says whether it repeats these words."
)


def describe_reach(reach: Reach) -> Iterator[str]:
    """Say what used the words, and what is to be done about each."""
    if reach.runs or reach.drafts:
        runs, drafts = _count(len(reach.runs), "run"), _count(len(reach.drafts), "draft")
        yield f"It was used in {runs} of the analysis and {drafts}."
    if reach.pages:
        yield f"Pages of the staff area showed it {_count(reach.pages, 'time')}; they show it no more."
    for table in reach.tables:
        made = f"{table.made_at:%Y-%m-%d} by {table.holder_name or COMMAND}"
        yield f"Counted in “{table.title}”, a table handed out on {made}: its numbers stand, with their date."
    if reach.versions:
        numbers = ", ".join(map(str, reach.versions))
        yield f"Quoted in exact versions of the response: {numbers}. Each says where they were removed."
    for place in reach.quoted_in:
        yield f"To change: “{place.title}” of the latest draft{_name(place.elsewhere)} quotes it."
    for place in reach.tabled_in:
        yield f"To change: “{place.title}” of the latest draft has a table that counts it. Add it anew."
    if reach.counted_in is not None:
        yield f"To do: check the numbers of draft {reach.counted_in}, or build it again."
    for draft in reach.counted_elsewhere:
        yield f"To do: check the numbers of draft {draft.number}{_name(draft.slug)}, or build it again."
    if reach.holds_up_draft:
        yield "The draft cannot be downloaded before that."
    for file in reach.files:
        holder = file.holder_name or COMMAND
        by = "for" if file.is_passed_on else "by"
        yield f"To take back: {file.description}, made {file.made_at:%Y-%m-%d} {by} {holder}."
    if reach.files:
        yield "The staff area has a notice to send for each: Settings, Files to take back."
    if reach.has_outcome:
        yield OUTCOME
    if not (reach.files or reach.holds_up_draft or reach.has_outcome):
        yield "Nothing that used it has to be changed or taken back."


def _name(slug: str) -> str:
    return f" for {slug}" if slug else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
