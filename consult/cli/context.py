"""What every command gets from the group: how to make the app, and the settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask

from consult.config import load_settings
from consult.logs import configure_logs

AppFactory = Callable[..., Flask]


@dataclass(frozen=True)
class CommandContext:
    """Passed to commands with `@click.pass_obj`."""

    make_app: AppFactory

    def load(self, overrides: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Read the settings and configure the logs."""
        settings = load_settings(overrides=overrides)
        configure_logs(str(settings["LOG_LEVEL"]))
        return settings
