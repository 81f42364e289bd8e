"""How long a step may still take, told only where there is something to go by, and of this step alone.

Steps differ in what one unit costs, so nothing is said of steps that have not begun.
"""

LEAST_SECONDS = 5.0
LEAST_SHARE = 0.02
MINUTE = 60
HOUR = 3_600


def describe_left(seconds: float, done: int, total: int) -> str:
    """Say in words how long the rest of a step may take; nothing in its first moments or when it is over.

    seconds: since the step began.
    """
    if seconds < LEAST_SECONDS or not 0 < done < total or done < LEAST_SHARE * total:
        return ""
    left = seconds * (total - done) / done
    if left < MINUTE:
        return "less than a minute left in this step"
    if left < HOUR:
        minutes = round(left / MINUTE)
        return f"about {minutes} minute{'' if minutes == 1 else 's'} left in this step"
    hours = round(left / HOUR, 1)
    return f"about {hours:g} hour{'' if hours == 1 else 's'} left in this step"
