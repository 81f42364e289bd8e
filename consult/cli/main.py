"""The `consult` command: the group, and how errors end. Exit 2 for wrong usage, 1 for a coded failure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click
from flask import Flask

from analysis.errors import AnalysisError
from consult.config import load_settings
from consult.errors import CodedError
from consult.logs import configure_logs
from forms.errors import FormsError

AppFactory = Callable[..., Flask]


@dataclass(frozen=True)
class CommandContext:
    """What every command gets: how to make the app, and the settings."""

    make_app: AppFactory

    def load(self, overrides: Mapping[str, object] | None = None) -> dict[str, object]:
        """Read the settings and configure the logs."""
        settings = load_settings(overrides=overrides)
        configure_logs(str(settings["LOG_LEVEL"]))
        return settings


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def consult() -> None:
    """Consultations and lived experience, themed into one coordinated regional response."""


COMMANDS: tuple[click.Command, ...] = ()
for command in COMMANDS:
    consult.add_command(command)


def run(make_app: AppFactory, arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        consult.main(args=arguments, prog_name="consult", obj=CommandContext(make_app), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except (CodedError, AnalysisError, FormsError) as error:
        click.echo(str(error), err=True)
        return 1
    return 0
