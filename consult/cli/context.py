"""What every command gets from the group: how to make the app, and the settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from consult.config import load_settings
from consult.logs import configure_logs
from consult.sealing.turns import share_turns

AppFactory = Callable[..., Flask]


@dataclass(frozen=True)
class CommandContext:
    """Passed to commands with `@click.pass_obj`."""

    make_app: AppFactory

    def load(self, overrides: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Read the settings, configure the logs, and take turns with whatever else runs here."""
        settings = load_settings(overrides=overrides)
        configure_logs(str(settings["LOG_LEVEL"]))
        share_turns(Path(str(settings["INSTANCE"])))
        return settings
