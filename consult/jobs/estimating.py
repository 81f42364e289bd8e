"""How long work may still take, told only where there is something to go by."""

LEAST_SECONDS = 5.0
LEAST_SHARE = 0.02
MINUTE = 60
HOUR = 3_600


def find_left(seconds: float, done: int, total: int) -> float | None:
    """Find how long the rest of a step may take; None in its first moments or when it is over.

    seconds: since the step began. Returns: seconds.
    """
    if seconds < LEAST_SECONDS or not 0 < done < total or done < LEAST_SHARE * total:
        return None
    return seconds * (total - done) / done


def describe_left(seconds: float, done: int, total: int, whole: float | None = None) -> str:
    """Say in words how long the rest of a step may take, and of all steps where that is known (seconds)."""
    left = find_left(seconds, done, total)
    parts = [] if left is None else [f"{say_seconds(left)} left in this step"]
    parts += [] if whole is None else [f"{say_seconds(whole)} left in all"]
    return ", ".join(parts)


def say_seconds(seconds: float) -> str:
    """Say a time in words, as roughly as it is known."""
    if seconds < MINUTE:
        return "less than a minute"
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        return f"about {minutes} minute{'' if minutes == 1 else 's'}"
    hours = round(seconds / HOUR, 1)
    return f"about {hours:g} hour{'' if hours == 1 else 's'}"
