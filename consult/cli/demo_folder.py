"""The folder of the demonstration: made anew each time, but only over an earlier demonstration."""

import shutil
import tempfile
from pathlib import Path

from consult.cli import instance
from consult.errors import Conflict
from consult.sealing.agent_client import AgentClient
from consult.services.sample.sampling_region import REGION_FILE

LONGEST_SOCKET_PATH = 100
"""A Unix socket's path has little more room; from a deeper folder it goes to the temporary one."""


def make_demo_folder(folder: Path) -> Path:
    """Make the folder with the settings of a demonstration; returns it, absolute.

    Raises: Conflict (C005) where something else is there, ConfigurationError (C015) where none can be made.
    """
    folder = folder.resolve()
    _clear_away(folder)
    instance.make_folder(folder)
    settings: dict[str, str | int | bool] = {
        "demo": True,
        "https": False,
        "account_form": True,
        "branding_file": str(REGION_FILE),
        "key_socket": str(_place_socket(folder)),
    }
    instance.write_settings(folder / instance.SETTINGS_FILE, settings)
    return folder


def is_demo(folder: Path) -> bool:
    """Whether the folder holds a demonstration, which its settings say."""
    return instance.read_settings_file(folder / instance.SETTINGS_FILE).get("demo") is True


def _clear_away(folder: Path) -> None:
    """Remove an earlier demonstration, and lock its key agent if one still runs."""
    if folder.is_symlink() or not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not is_demo(folder)):
        raise Conflict("C005", folder=folder)
    written = instance.read_settings_file(folder / instance.SETTINGS_FILE)
    AgentClient(Path(str(written.get("key_socket", folder / "keys.sock")))).lock()
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise instance.refuse(folder, error) from error


def _place_socket(folder: Path) -> Path:
    place = folder / "keys.sock"
    if len(str(place).encode()) <= LONGEST_SOCKET_PATH:
        return place
    return Path(tempfile.mkdtemp(prefix="consult-demo-")) / "keys.sock"
