"""Commands that are imported when they are called: `consult keys` does not wait for the language work.

After "Lazily Loading Subcommands" in click's own documentation; but the list of commands is printed from what
is said here of each, so that asking for help loads none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

import click


@dataclass(frozen=True)
class Loadable:
    """A command to be loaded: its name, where it is (`module:name`), and its line in the list."""

    name: str
    place: str
    summary: str


class LazyGroup(click.Group):
    """A group that loads each of its commands when it is called."""

    def __init__(self, *args: Any, loadable: Iterable[Loadable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loadable = {one.name: one for one in loadable}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in alphabetical order."""
        return sorted([*super().list_commands(ctx), *self.loadable])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded; None where there is none."""
        found = self.loadable.get(cmd_name)
        if found is None:
            return super().get_command(ctx, cmd_name)
        command: click.Command = resolve_name(found.place)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the list of commands from their summaries."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.loadable[name].summary) for name in sorted(self.loadable)])
