"""The `consult` command: the group, and how errors end. Exit 2 for wrong usage, 1 for a coded failure."""

import sys

import click

from consult.cli.analyse import analyse
from consult.cli.audit import audit
from consult.cli.context import AppFactory, CommandContext
from consult.cli.demo import demo
from consult.cli.draft import draft
from consult.cli.failing import report_failure
from consult.cli.init import init
from consult.cli.keys import keys
from consult.cli.questionnaire import questionnaire
from consult.cli.responses import responses
from consult.cli.retain import retain
from consult.cli.serve import serve
from consult.cli.talking import make_safe
from consult.cli.theme import theme
from consult.cli.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show where in the program a failure happened.")
def consult(debug: bool) -> None:
    """Consultations and lived experience, themed into one coordinated regional response."""


COMMANDS: tuple[click.Command, ...] = (
    init,
    demo,
    serve,
    worker,
    keys,
    questionnaire,
    responses,
    analyse,
    draft,
    theme,
    audit,
    retain,
)
for command in COMMANDS:
    consult.add_command(command)


def run(make_app: AppFactory, arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 a failure with a code, 2 wrong usage."""
    make_safe()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        ended = consult.main(
            args=given, prog_name="consult", obj=CommandContext(make_app), standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except Exception as error:
        if "--debug" in given[:1]:
            raise
        report_failure(error)
        return 1
    return ended if isinstance(ended, int) else 0
