"""Whether the form for experiences may be open, and what stands in the way: decided here and nowhere else."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services.caring import list_missing_care


@dataclass(frozen=True)
class Obstacle:
    """One thing to put right first: its code, what is missing (for staff), and where they put it right."""

    code: str
    missing: str
    endpoint: str = ""


def list_obstacles(
    session: Session,
    consultation: Consultation | None,  # noqa: ARG001 - None asks for what all consultations share
    *,
    is_switched_on: bool,
    has_key: bool,
) -> list[Obstacle]:
    """What keeps the form closed, in the order in which to put it right; empty when it may be open."""
    obstacles = []
    if not is_switched_on:
        obstacles.append(Obstacle("C330", "The form is switched off (ACCOUNT_FORM).", "desk_settings.index"))
    if not has_key:
        obstacles.append(Obstacle("C301", "No key is set.", "desk_first_run.keys"))
    missing = list_missing_care(session)
    if missing:
        words = f"The region has not yet said {'; '.join(missing)}."
        obstacles.append(Obstacle("C331", words, "desk_care.index"))
    return obstacles
