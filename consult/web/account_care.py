"""What every page about an experience says of danger, help near by and privacy, in the page's language."""

from dataclasses import dataclass

from flask import g, request
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError

from consult.models.care import USUAL_AGE_THRESHOLD, USUAL_EMERGENCY_NUMBER, CareSettings, SupportLine
from consult.services.consultations.caring import find_care, list_support
from consult.vocabulary import LANGUAGES, SupportKind
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_visit import find_number_so_far
from consult.web.database import get_session
from consult.web.languages import find_chosen_language

CALLABLE = frozenset("0123456789+ ()-")


@dataclass(frozen=True)
class Care:
    """The region's promises, and who near can help: those who speak the chosen language, then the others."""

    reading_days: int | None
    readers: str
    emergency_number: str
    emergency_words: str
    age_threshold: int
    near: tuple[SupportLine, ...] = ()
    others: tuple[SupportLine, ...] = ()
    children: tuple[SupportLine, ...] = ()
    children_services: tuple[SupportLine, ...] = ()


def add_care_words(state: BlueprintSetupState) -> None:
    """Give templates what the layout of these pages says."""
    state.app.jinja_env.globals.update(
        get_care=get_care, say_unable_to_call=say_unable_to_call, find_call_address=find_call_address,
        name_own_languages=name_own_languages, find_telling=find_telling,
        find_number_so_far=find_number_so_far,
    )  # fmt: skip


def get_care() -> Care:
    """The care for this request's page; the usual words where nothing can be read."""
    if "care" not in g:
        try:
            g.care = _read()
        except SQLAlchemyError:
            g.care = _make(None)
    care: Care = g.care
    return care


def say_unable_to_call() -> str:
    """What somebody in danger can do who cannot call: the region's words, else the usual ones."""
    return get_care().emergency_words or gettext(
        "If you cannot hear or speak: use 18000 in the Relay UK app or on a textphone. "
        "If your phone is registered for it, you can also send a text message to 999."
    )


def find_telling() -> str | None:
    """For which consultation this browser is writing: empty off its pages, None where it writes nothing."""
    held = EXPERIENCE_COOKIE.find()
    return str((request.view_args or {}).get("slug", "")) if held and held.draft_key else None


def find_call_address(reach: str) -> str:
    """The address that calls a number; empty where it is no number."""
    return f"tel:{''.join(reach.split())}" if reach and set(reach) <= CALLABLE else ""


def name_own_languages(line: SupportLine) -> list[tuple[str, str]]:
    """The languages of a line, each by its own name with its tag."""
    return [(tag, LANGUAGES[tag].own_name) for tag in line.languages if tag in LANGUAGES]


def _read() -> Care:
    session, spoken = get_session(), find_chosen_language().tag
    lines = list_support(session, spoken)
    shared = [line for line in lines if line.kind is SupportKind.EVERYBODY]
    return _make(
        find_care(session),
        near=tuple(line for line in shared if spoken in line.languages),
        others=tuple(line for line in shared if spoken not in line.languages),
        children=tuple(line for line in lines if line.kind is SupportKind.CHILDREN),
        children_services=tuple(line for line in lines if line.kind is SupportKind.CHILDREN_SERVICES),
    )


def _make(said: CareSettings | None, **lines: tuple[SupportLine, ...]) -> Care:
    return Care(
        reading_days=said.reading_days if said else None,
        readers=said.readers if said else "",
        emergency_number=said.emergency_number if said else USUAL_EMERGENCY_NUMBER,
        emergency_words=said.emergency_words if said else "",
        age_threshold=said.age_threshold if said else USUAL_AGE_THRESHOLD,
        **lines,
    )
