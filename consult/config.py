"""Every setting: its name, default and help. The default is safe in production.

A setting NAME is read from the environment variable CONSULT_NAME, else from the settings file
(TOML, named by CONSULT_SETTINGS, by default instance/settings.toml), else its default.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis.tables.limits import LEAST_SMALL_NUMBER, USUAL_SMALL_NUMBER
from consult.errors import ConfigurationError


class SiteRole(StrEnum):
    """Which part of the site a process serves; `consult serve --role`."""

    ALL = "all"
    COLLECT = "collect"
    DESK = "desk"

    @property
    def is_public(self) -> bool:
        """Whether it serves the pages where people answer, tell and come back."""
        return self is not SiteRole.DESK

    @property
    def is_for_staff(self) -> bool:
        """Whether it serves the staff area, and so may ask the key agent."""
        return self is not SiteRole.COLLECT


MOST_QUOTATIONS = 15
"""One for each sector and one for those who gave none."""

UNKNOWN_TO_COLLECT = ("KEY_SOCKET", "SMTP_USERNAME", "SMTP_PASSWORD_FILE")
"""Settings that the part that collects is never given: where keys are held, and how mail is sent."""


@dataclass(frozen=True)
class Setting:
    """One setting; the type of its default is the type it is read as. least: the lowest number allowed."""

    name: str
    default: str | int | bool
    help: str
    least: int | None = None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "INSTANCE", "instance", "Folder for the database, keys, queue and documents of this installation."
    ),
    Setting(
        "DATABASE_URL",
        "",
        "Database; by default consult.sqlite in the instance folder. postgresql+psycopg://…",
    ),
    Setting(
        "KEYSTORE_URL",
        "",
        "Database of the keys of experiences, apart from the data; by default keys.sqlite in INSTANCE.",
    ),
    Setting(
        "KEY_BACKUP_DAYS",
        7,
        "After how many days you delete backups of the key store: until then a withdrawal could be undone.",
        least=1,
    ),
    Setting("SECRET_KEY", "", "Signs cookies and tokens. No default: `consult init` writes one."),
    Setting(
        "BRANDING_FILE", "", "TOML file with the region's name, logo and colours; empty for the neutral look."
    ),
    Setting("DEMO", False, "True only in the demo: banners say that all is fictional."),
    Setting(
        "ACCOUNT_FORM",
        False,
        "Opens the form for experiences once nothing else is missing; see the threat model first.",
    ),
    Setting(
        "EXIT_ADDRESS", "https://www.bbc.co.uk/weather", "Where “Exit this page” leads, away from this site."
    ),
    Setting("REDIS_URL", "", "Redis for the queue's doorbell; empty uses a SQLite file."),
    Setting("HTTPS", True, "Cookies are sent over HTTPS only; False is for loopback use."),
    Setting("TRUSTED_PROXIES", 0, "How many reverse proxies in front may set X-Forwarded headers."),
    Setting(
        "HOSTS",
        "",
        "Names the site answers to, with commas between; mail links use the first. Empty, without mail: any.",
    ),
    Setting("SESSION_MINUTES", 30, "A form or staff session ends after this long without a request."),
    Setting(
        "UNFINISHED_DAYS",
        30,
        "How many days a return that was saved for later is kept; at most 14 beyond the closing day.",
        least=1,
    ),
    Setting("SMTP_HOST", "", "Outgoing mail server; empty keeps messages in the outbox."),
    Setting("SMTP_PORT", 25, "Port of the outgoing mail server."),
    Setting("SMTP_STARTTLS", True, "Ask the mail server for encryption before sending."),
    Setting("SMTP_USERNAME", "", "Name for the mail server, if it asks for one."),
    Setting("SMTP_PASSWORD_FILE", "", "File that holds the password for the mail server."),
    Setting("MAIL_FROM", "", "Address that messages come from."),
    Setting("KEY_SOCKET", "", "Unix socket of the key agent; by default keys.sock in the instance folder."),
    Setting("KEY_FILE", "", "Partnership key file; by default partnership-key.json in the instance folder."),
    Setting("SALT_FILE", "", "Secret salt of return numbers; by default salt.hex in the instance folder."),
    Setting(
        "STRETCHING",
        "interactive",
        "Work to check a return number: interactive, or moderate (slower, 256 MB).",
    ),
    Setting(
        "SMALL_NUMBER",
        USUAL_SMALL_NUMBER,
        "Counts of people below this are not published; the Region page begins with it and then decides.",
        least=LEAST_SMALL_NUMBER,
    ),
    Setting(
        "MOST_QUOTATIONS",
        MOST_QUOTATIONS,
        "Most quotations a draft proposes for one theme; below 15 some sectors that spoke may have none.",
        least=1,
    ),
    Setting("MAX_UPLOAD_BYTES", 25_000_000, "Largest file that may be uploaded or imported."),
    Setting(
        "DERIVED_MEGABYTES",
        2_000,
        "Room in INSTANCE/derived for each consultation's analyses (returns only, no words); 0: none.",
        least=0,
    ),
    Setting("PDF_FONTS", "", "Folder of Noto's fonts, for PDF files; empty looks where systems keep fonts."),
    Setting("MAX_ROWS", 200_000, "Most rows an imported table may have."),
    Setting("SUBMITS_PER_MINUTE", 120, "Most begun, and most sent, a minute over all visitors."),
    Setting(
        "EQUAL_LANGUAGES",
        "",
        "Languages that a form opens in together or not at all, such as en,cy; empty: none.",
    ),
    Setting(
        "CHECK_OWN_TRANSLATIONS",
        False,
        "Whoever drafted a translated text of a questionnaire may check it too; that is said beside it.",
    ),
    Setting(
        "FORM_SUBMITS_PER_MINUTE",
        60,
        "Most begun, and most sent, a minute to one consultation: a flood of one leaves the others open.",
        least=1,
    ),
    Setting(
        "LEAST_SECONDS",
        4,
        "Whoever sends a return sooner after beginning it is asked to press again; 0 asks nobody.",
        least=0,
    ),
    Setting("LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR. Never form values."),
)


def load_settings(
    environ: Mapping[str, str] | None = None, overrides: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Return every setting by name: overrides, else environment, else settings file, else default.

    Raises: ConfigurationError (C001) where a value is not of the setting's type.
    """
    environ = os.environ if environ is None else environ
    written = _read_file(environ)
    settings: dict[str, object] = {}
    for setting in SETTINGS:
        raw = environ.get(f"CONSULT_{setting.name}", written.get(setting.name.lower(), setting.default))
        settings[setting.name] = _convert(setting, raw)
    settings.update(overrides or {})
    return _complete(settings)


def forget_settings(settings: MutableMapping[str, Any], names: Iterable[str]) -> None:
    """Take settings away, from this process's environment too."""
    for name in names:
        settings.pop(name, None)
        os.environ.pop(f"CONSULT_{name}", None)


def _read_file(environ: Mapping[str, str]) -> dict[str, object]:
    folder = environ.get("CONSULT_INSTANCE", "instance")
    path = Path(environ.get("CONSULT_SETTINGS", f"{folder}/settings.toml"))
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError("C001", name=path.name, reason=error) from error


def _convert(setting: Setting, raw: object) -> str | int | bool:
    if isinstance(setting.default, bool):
        return _to_bool(setting, raw)
    if isinstance(setting.default, int):
        return _to_int(setting, raw)
    return str(raw)


def _to_bool(setting: Setting, raw: object) -> bool:
    text = str(raw).strip().lower()
    if text not in {"true", "false", "1", "0", "yes", "no"}:
        raise ConfigurationError("C001", name=setting.name, reason=f"{raw!r} is neither true nor false")
    return text in {"true", "1", "yes"}


def _to_int(setting: Setting, raw: object) -> int:
    try:
        number = int(str(raw))
    except ValueError as error:
        raise ConfigurationError("C001", name=setting.name, reason=f"{raw!r} is not a number") from error
    if setting.least is not None and number < setting.least:
        raise ConfigurationError("C001", name=setting.name, reason=f"{number} is below {setting.least}")
    return number


def _complete(settings: dict[str, object]) -> dict[str, object]:
    """Fill the defaults that lie inside the instance folder."""
    instance = Path(str(settings["INSTANCE"])).resolve()
    settings["INSTANCE"] = str(instance)
    settings["DATABASE_URL"] = settings["DATABASE_URL"] or f"sqlite:///{instance / 'consult.sqlite'}"
    settings["KEYSTORE_URL"] = settings["KEYSTORE_URL"] or f"sqlite:///{instance / 'keys.sqlite'}"
    settings["KEY_SOCKET"] = settings["KEY_SOCKET"] or str(instance / "keys.sock")
    settings["KEY_FILE"] = settings["KEY_FILE"] or str(instance / "partnership-key.json")
    settings["SALT_FILE"] = settings["SALT_FILE"] or str(instance / "salt.hex")
    return settings
