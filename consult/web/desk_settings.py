"""Settings: what is set, never a secret, and the page for a council's IT department."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from consult.config import SETTINGS
from consult.services.region import setting_up
from consult.web.access import STAFF, allow
from consult.web.colours import choose_text, measure_contrast
from consult.web.database import get_session
from consult.web.outbox import has_mail

bp = Blueprint("desk_settings", __name__, url_prefix="/desk/settings")
SECRETS = frozenset(
    {"SECRET_KEY", "DATABASE_URL", "KEYSTORE_URL", "REDIS_URL", "SMTP_USERNAME", "SMTP_PASSWORD_FILE"}
)
"""Settings of which only whether they are set is said; three are addresses that may carry a password."""


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """The region's look, the small-number threshold, and where to go from here."""
    return render_template(
        "desk/settings/index.html",
        small_number=setting_up.find_small_number(get_session()),
        least_silent=setting_up.find_least_silent(get_session()),
        contrasts=measure_contrasts(),
        rows=list_settings(),
    )


def measure_contrasts() -> dict[str, tuple[str, float]]:
    """The region's colours by what they are used for, each with the contrast of the text on it."""
    colours = current_app.extensions["branding"].colours
    used = {"Header": colours.header, "Links": colours.link, "Buttons": colours.button}
    return {name: (colour, measure_contrast(colour, choose_text(colour))) for name, colour in used.items()}


@bp.get("/hosting")
@allow(STAFF)
def hosting() -> ResponseReturnValue:
    """What to host and why, for the IT department of whoever hosts it."""
    is_sqlite = str(current_app.config["DATABASE_URL"]).startswith("sqlite")
    return render_template("desk/settings/hosting.html", is_sqlite=is_sqlite, has_mail=has_mail())


def list_settings() -> list[tuple[str, str, str]]:
    """Each setting: its name in the settings file, what it is, and what it is for."""
    return [(one.name.lower(), _say(one.name), one.help) for one in SETTINGS]


def _say(name: str) -> str:
    value = current_app.config[name]
    if name in SECRETS:
        return "set" if value else "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value != "" else "not set"
