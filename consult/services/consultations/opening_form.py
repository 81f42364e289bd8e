"""What must hold before anybody is asked for an experience; decided here and nowhere else.

Each part that keeps accounts safe adds a check of its own to CHECKS: it gives the obstacles that it sees now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.models.consultation import Consultation
from consult.sealing.errors import NoKey
from consult.sealing.key_files import read_key_file
from consult.services.cells.equal_languages import list_lacks, read_equal
from consult.services.consultations.caring import list_missing_care
from consult.services.consultations.notices import find_notice_number, find_withdrawal_date
from consult.services.consultations.publishing import find_published
from consult.vocabulary import FormPurpose

NO_FILE = "no_file"
DAY_OVER = "day_over"
LANGUAGES_LACK = "languages_lack"


@dataclass(frozen=True)
class Obstacle:
    """Why no form for experiences is open, and what to do; in words for staff, never for the public."""

    code: str
    text: str
    remedy: str


@dataclass(frozen=True)
class Circumstances:
    """What a check may look at. consultation: None where none is meant, or none is chosen yet."""

    session: Session
    consultation: Consultation | None
    settings: Mapping[str, Any]
    today: date


Check = Callable[[Circumstances], list[Obstacle]]


def list_obstacles(
    session: Session, consultation: Consultation | None, *, settings: Mapping[str, Any], today: date
) -> list[Obstacle]:
    """Everything that keeps the form closed, the first thing to do first; nothing where it may open."""
    seen = Circumstances(session, consultation, settings, today)
    return [obstacle for check in CHECKS for obstacle in check(seen)]


def _check_switch(seen: Circumstances) -> list[Obstacle]:
    if seen.settings["ACCOUNT_FORM"]:
        return []
    remedy = "When all else is in place, whoever hosts the site sets account_form = true in the settings."
    return [Obstacle("switched_off", "The form is switched off (ACCOUNT_FORM).", remedy)]


def _check_keys(seen: Circumstances) -> list[Obstacle]:
    try:
        key_file = read_key_file(Path(seen.settings["KEY_FILE"]))
    except NoKey:
        remedy = "Whoever hosts the site runs “consult keys create” and prints the recovery key."
        return [Obstacle("no_key", "There is no key to lock experiences with.", remedy)]
    except CodedError as problem:
        return [Obstacle("key_file_broken", problem.message, problem.remedy)]
    if key_file.survives_a_loss:
        return []
    remedy = "Run “consult keys add-holder” for a second person, or “consult keys recovery-key” and print it."
    return [Obstacle("one_way_to_unlock", "Fewer than two ways to unlock are there.", remedy)]


def _check_file(seen: Circumstances) -> list[Obstacle]:
    """The data-protection file is of a consultation: where none is meant, none is missing."""
    if seen.consultation is None or find_notice_number(seen.session, seen.consultation.id):
        return []
    remedy = "Complete it under “Data protection” and have another person approve it."
    return [Obstacle(NO_FILE, "The data-protection file is not complete and approved.", remedy)]


def _check_day(seen: Circumstances) -> list[Obstacle]:
    """Nobody is asked for words under a promise that is over."""
    until = find_withdrawal_date(seen.session, seen.consultation.id) if seen.consultation else None
    if until is None or until >= seen.today:
        return []
    remedy = "Say a later one under “Data protection” and have another person approve it."
    words = f"The date until which people can withdraw, {until:%-d %B %Y}, is over."
    return [Obstacle(DAY_OVER, words, remedy)]


def _check_care(seen: Circumstances) -> list[Obstacle]:
    missing = list_missing_care(seen.session)
    if not missing:
        return []
    remedy = "Fill in “Care for people who tell their experience” under Region."
    return [Obstacle("care_missing", f"The region has not said {'; '.join(missing)}.", remedy)]


def _check_languages(seen: Circumstances) -> list[Obstacle]:
    """What one of the languages lacks that open together or not at all."""
    languages = read_equal(seen.settings["EQUAL_LANGUAGES"])
    if seen.consultation is None or not languages:
        return []
    version = find_published(seen.session, seen.consultation.id, FormPurpose.ACCOUNT)
    lacks = list_lacks(seen.session, seen.consultation, version, languages) if version else []
    if not lacks:
        return []
    tags = ", ".join(dict.fromkeys(one.language for one in lacks))
    remedy = "The page of languages that open together lists what is missing."
    return [Obstacle(LANGUAGES_LACK, f"The languages {tags} lack something (EQUAL_LANGUAGES).", remedy)]


CHECKS: tuple[Check, ...] = (
    _check_keys,
    _check_care,
    _check_file,
    _check_day,
    _check_languages,
    _check_switch,
)
