"""One plain sentence on how far the scores of suggestions can be trusted, for the page and the command."""

from analysis.calibration import LEAST_DECIDED, Calibration, Trust

_SAID = {
    Trust.AS_SAID: "As far as {decided:,} decisions show, scores mean what they say: of tags with a score of "
    "60% people accept about 60 in 100.",
    Trust.TOO_HIGH: "Scores are too high: people accept fewer tags than they say. Pages therefore give no "
    "percentage beside a tag, only the likeliest first.",
    Trust.TOO_LOW: "Scores are too low: people accept more tags than they say. Pages therefore give no "
    "percentage beside a tag, only the likeliest first.",
    Trust.NEITHER: "Scores do not mean what they say: at some scores people accept more tags than they say, "
    "at others fewer. Pages therefore give no percentage beside a tag.",
}


def say_trust(found: Calibration) -> str:
    """Say how far scores can be trusted, or how many more decisions that takes."""
    if found.trust is Trust.TOO_FEW:
        return (
            f"Too few are decided about to say how far scores can be trusted: {found.decided} of at least "
            f"{LEAST_DECIDED}. Decide about {found.needed} more suggested tags on passages drawn at random."
        )
    return _SAID[found.trust].format(decided=found.decided)
