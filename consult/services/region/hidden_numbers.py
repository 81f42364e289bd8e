"""Which numbers a region does not show, and what is said of them."""

from sqlalchemy.orm import Session

from analysis.drafting.figures import Rules
from consult.services.region.setting_up import find_least_silent, find_small_number


def find_rules(session: Session) -> Rules:
    """How numbers may be said, by the region's own settings."""
    return Rules(find_small_number(session), least_silent=find_least_silent(session))


def say_hidden(kind: str, threshold: int, least_silent: int) -> str:
    """Say which are hidden. kind: what they are called, such as counts or numbers, with a capital letter."""
    small = f"{kind} from 1 to {threshold - 1} are not shown, nor what would give them away."
    return " ".join(filter(None, (small, say_silent(least_silent))))


def say_silent(least_silent: int) -> str:
    """Say that how few did not raise something is hidden; empty where it is not."""
    if least_silent <= 1:
        return ""
    return (
        f"Nor are counts that leave from 1 to {least_silent - 1} who did not raise or choose it: beside how "
        "many were counted they would tell of those few."
    )
