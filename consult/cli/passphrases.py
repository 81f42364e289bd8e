"""What key holders type: from a prompt, a file or standard input, never from an argument."""

import sys
from typing import Any, TextIO

import click

OPENS = "Passphrase or recovery key"
NEW = "New passphrase (four or more unrelated words)"


class SecretFile(click.File):
    """A file whose first line is a secret; - is standard input, of which each secret takes the next line."""

    def __init__(self) -> None:
        super().__init__("r", encoding="utf-8")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """One reader for all of standard input: a second one would lose what the first has read ahead."""
        return sys.stdin if value == "-" else super().convert(value, param, ctx)


passphrase_option = click.option(
    "--passphrase-file",
    type=SecretFile(),
    help="Read the passphrase from the first line of this file; - is standard input.",
)
new_passphrase_option = click.option(
    "--new-passphrase-file",
    type=SecretFile(),
    help="Read the new passphrase from the first line of this file; - is the next line of standard input.",
)


def read_passphrase(file: TextIO | None, *, is_new: bool = False, asked: str = OPENS) -> str:
    """The passphrase from the file, from standard input where that is no terminal, else from a prompt.

    Raises: UsageError where there is none.
    """
    if file is None and sys.stdin.isatty():
        prompt = NEW if is_new else asked
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=is_new, err=True))
    source: TextIO = sys.stdin if file is None else file
    given = source.readline().rstrip("\r\n")
    if not given:
        which = "new passphrase" if is_new else "passphrase"
        raise click.UsageError(f"No {which} came: the line is empty.")
    return given
