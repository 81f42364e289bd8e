"""The instance folder: private, with its settings, secret key and salt; what is there is never replaced."""

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consult.errors import ConfigurationError
from consult.sealing.private_files import replace_whole, write_new
from consult.sealing.salt_files import create_secret_salt, read_secret_salt

SETTINGS_FILE = "settings.toml"
KEY_BYTES = 32
FIRST_LINES = "# Settings of this installation; docs/settings.md lists them all. Keep this file private.\n"


def make_folder(folder: Path) -> None:
    """Make the instance folder, which only its owner can enter. Raises: ConfigurationError (C015)."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refuse(folder, error) from error


def write_settings(path: Path, values: Mapping[str, str | int | bool]) -> None:
    """Write a new settings file with a fresh secret key. Raises: ConfigurationError (C015)."""
    lines = [f"{name.lower()} = {_as_toml(value)}\n" for name, value in values.items()]
    content = FIRST_LINES + _new_key_line() + "".join(lines)
    try:
        write_new(path, content.encode("utf-8"))
    except OSError as error:
        raise refuse(path, error) from error


def ensure_secret_key(path: Path) -> bool:
    """Make sure that settings have a secret key; True when one was made now.

    Raises: ConfigurationError (C001 the file is no TOML, C015 it cannot be written).
    """
    if os.environ.get("CONSULT_SECRET_KEY") or read_settings_file(path).get("secret_key"):
        return False
    if not path.is_file():
        write_settings(path, {})
        return True
    try:
        replace_whole(path, (_new_key_line() + path.read_text(encoding="utf-8")).encode("utf-8"))
    except OSError as error:
        raise refuse(path, error) from error
    return True


def ensure_salt(path: Path) -> bool:
    """Make sure that there is a usable salt for return numbers; True when it was made now."""
    if path.exists():
        read_secret_salt(path)
        return False
    try:
        create_secret_salt(path)
    except OSError as error:
        raise refuse(path, error) from error
    return True


def read_settings_file(path: Path) -> dict[str, Any]:
    """What a settings file says; nothing where there is none. Raises: ConfigurationError (C001)."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError("C001", name=path.name, reason=error) from error


def find_settings_path(folder: Path) -> Path:
    """The settings file that `load_settings` reads for this folder."""
    return Path(os.environ.get("CONSULT_SETTINGS") or folder / SETTINGS_FILE)


def refuse(path: Path, error: OSError) -> ConfigurationError:
    """The failure to write something of the instance (C015)."""
    return ConfigurationError("C015", path=path, reason=error.strerror or "the system refused")


def _new_key_line() -> str:
    return f'secret_key = "{secrets.token_hex(KEY_BYTES)}"\n'


def _as_toml(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False)
