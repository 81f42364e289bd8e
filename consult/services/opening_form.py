"""What has to hold before anybody can tell an experience: the one place that decides it.

Each part adds a function to FINDERS, which gives an obstacle, or None where its part is in order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services.notices import find_notice_number

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Obstacle:
    """Why the form for experiences stays closed: a stable key, and what to do in words for the staff."""

    key: str
    words: str


def list_obstacles(session: Session, consultation: Consultation, settings: Settings) -> list[Obstacle]:
    """Everything that keeps the form of this consultation closed; empty where it may open."""
    found = (find(session, consultation, settings) for find in FINDERS)
    return [one for one in found if one is not None]


def _find_switch(_session: Session, _consultation: Consultation, settings: Settings) -> Obstacle | None:
    words = "The form for experiences is switched off: ACCOUNT_FORM in the settings opens it."
    return None if settings["ACCOUNT_FORM"] else Obstacle("switch", words)


def _find_key(_session: Session, _consultation: Consultation, settings: Settings) -> Obstacle | None:
    words = "There is no key: whoever hosts the site runs “consult keys create”."
    return None if Path(settings["KEY_FILE"]).is_file() else Obstacle("key", words)


def _find_file(session: Session, consultation: Consultation, _settings: Settings) -> Obstacle | None:
    words = "The data-protection file of this consultation is not complete and approved."
    return None if find_notice_number(session, consultation.id) else Obstacle("file", words)


FINDERS: tuple[Callable[[Session, Consultation, Settings], Obstacle | None], ...] = (
    _find_switch,
    _find_key,
    _find_file,
)
