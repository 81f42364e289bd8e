"""`consult coding`: how far two people who tagged blind agree, and how right suggestions are."""

from pathlib import Path

import click

from analysis.tables.intervals import Interval
from consult.cli.context import CommandContext
from consult.cli.opening import open_sessions
from consult.cli.talking import say
from consult.errors import NotFound
from consult.exports.tables import write_table
from consult.queries.blind import list_samples
from consult.queries.runs import find_latest_run
from consult.queries.viewer import SYSTEM
from consult.services.consultations.consulting import get_consultation
from consult.services.reliability.agreeing_tags import measure_sample
from consult.services.reliability.reliability_rows import COLUMNS, list_rows
from consult.services.tags.measuring_suggestions import list_tags_drawn, measure_scores, measure_suggestions
from consult.services.tags.telling_calibration import say_trust


@click.group()
def coding() -> None:
    """What people decided about tags."""


@coding.command()
@click.argument("slug")
@click.option("--sample", type=int, metavar="N", help="The number of the sample; else the last one.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write a table (.csv, .xlsx) instead."
)
@click.pass_obj
def reliability(context: CommandContext, slug: str, sample: int | None, out: Path | None) -> None:
    """Say how far the two agree on a blind sample of the consultation SLUG, for each tag and language.

    Agreement, Cohen's kappa and Krippendorff's alpha with 95% intervals. Nothing is said where the numbers
    are too small. The sample is drawn and tagged in the staff area.
    """
    with open_sessions(context.load()) as sessions, sessions.begin() as session:
        samples = list_samples(session, get_consultation(session, slug).id)
        found = next((one for one in samples if sample in (None, one.number)), None)
        if found is None:
            raise NotFound("C425")
        rows = list_rows(measure_sample(session, SYSTEM, found))
        number = found.number
    if out is not None:
        write_table(out, COLUMNS, rows)
        say(f"Sample {number} is written to {out}.")
        return
    say(f"Sample {number}: tag, language, what may be said, passages, alpha (95% interval).")
    for row in rows:
        code, language, standing, reason, segments, *_, alpha, low, high = row
        known = f"{alpha:.3f} ({low:.2f} to {high:.2f})" if isinstance(alpha, float) else "–"
        say(f"{code}, {language}: {standing}{f' ({reason})' if reason else ''}, {segments}, {known}")


@coding.command()
@click.argument("slug")
@click.pass_obj
def accuracy(context: CommandContext, slug: str) -> None:
    """Say how right suggested tags are for the consultation SLUG, and whether their scores can be believed.

    Only passages that were drawn at random and looked over whole count; suggestions never learn from them.
    """
    with open_sessions(context.load()) as sessions, sessions.begin() as session:
        run = find_latest_run(session, get_consultation(session, slug).id)
        if run is None:
            raise NotFound("C402")
        tags = list_tags_drawn(session, SYSTEM, run)
    measured, scores = measure_suggestions(tags), measure_scores(tags)
    if not measured:
        say("Nobody has looked over a passage drawn at random yet.")
        return
    say("Language, passages, suggested tags accepted, people's tags suggested (95% interval).")
    for one in measured:
        accepted = _say_share(one.right, one.decided, one.accepted_share)
        suggested = _say_share(one.right, one.given, one.suggested_share)
        say(f"{one.language or 'all'}: {one.passages}, {accepted}, {suggested}")
    say("Score, suggested tags decided about, of these accepted (95% interval).")
    for band in scores.bands:
        share = _say_share(band.accepted, band.decided, band.share)
        say(f"{band.low:.0%} to {band.high:.0%}: {band.decided}, {share}")
    say(say_trust(scores))


def _say_share(count: int, base: int, share: Interval | None) -> str:
    return f"{count} of {base} ({share.low:.0%} to {share.high:.0%})" if share else "–"
