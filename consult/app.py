"""Put the application together: a list of init calls."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from consult.config import UNKNOWN_TO_COLLECT, SiteRole, forget_settings, load_settings
from consult.errors import ConfigurationError
from consult.logs import configure_logs
from consult.sealing.turns import share_turns
from consult.services.backups.putting_in_place import require_finished
from consult.web.access import init_access
from consult.web.blueprints import init_blueprints
from consult.web.branding import init_branding
from consult.web.busy import init_busy
from consult.web.database import init_database, init_writing
from consult.web.errors import init_errors
from consult.web.headers import init_headers
from consult.web.keeping_staff_away import init_keeping_staff_away
from consult.web.key_store import init_key_store
from consult.web.languages import init_languages
from consult.web.limits import init_limits
from consult.web.protection import init_protection
from consult.web.rendering import init_rendering
from consult.web.sign_in import init_sign_in
from consult.web.sign_in_limits import init_sign_in_limits
from consult.web.starting import init_starting
from consult.web.static_files import init_static_files


def create_app(
    overrides: Mapping[str, object] | None = None, *, role: SiteRole | str = SiteRole.ALL
) -> Flask:
    """Return the application with every setting read; `overrides` are settings by name.

    role: which part of the site it serves; the part that collects has no sign-in and no way to the keys.
    Raises: ConfigurationError where a setting is wrong (C001), or SECRET_KEY (C002), HOSTS (C016) is missing;
    C049 where a restore was not finished.
    """
    app = Flask("consult", static_folder="static", static_url_path="/static", template_folder=None)
    part = SiteRole(role)
    app.config.from_mapping(load_settings(overrides=overrides))
    if not part.is_for_staff:
        forget_settings(app.config, UNKNOWN_TO_COLLECT)
    if not app.config["SECRET_KEY"]:
        raise ConfigurationError("C002")
    require_finished(Path(app.config["INSTANCE"]))
    configure_logs(str(app.config["LOG_LEVEL"]))
    share_turns(Path(app.config["INSTANCE"]))
    init_database(app)
    init_key_store(app)
    init_starting(app)
    init_languages(app)
    init_branding(app)
    init_rendering(app)
    if part.is_for_staff:
        init_sign_in(app)
    init_access(app)
    if part.is_for_staff:
        init_keeping_staff_away(app)
        init_sign_in_limits(app)
    init_protection(app)
    init_limits(app)
    init_headers(app)
    init_errors(app)
    init_busy(app)
    init_static_files(app)
    init_blueprints(app, part)
    init_writing(app)
    return app
