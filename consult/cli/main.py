"""The `consult` command: the group, and how errors end. Exit 2 for wrong usage, 1 for a coded failure."""

import sys

import click

from consult.cli.context import AppFactory, CommandContext
from consult.cli.failing import report_failure
from consult.cli.loading import LazyGroup, Loadable
from consult.cli.talking import make_safe

COMMANDS = (
    Loadable("init", "consult.cli.init:init", "Make the instance folder and an administrator."),
    Loadable("demo", "consult.cli.demo:demo", "Show the whole product on fictional data."),
    Loadable("serve", "consult.cli.serve:serve", "Serve the site of an instance folder."),
    Loadable("worker", "consult.cli.worker:worker", "Run analyses, drafts and outgoing mail."),
    Loadable("backup", "consult.cli.backup:backup", "Write a sealed backup, the keys apart from the data."),
    Loadable("restore", "consult.cli.restore:restore", "Put a backup in place, without what was withdrawn."),
    Loadable("keys", "consult.cli.keys:keys", "Make the key that locks experiences, and unlock them."),
    Loadable(
        "questionnaire", "consult.cli.questionnaire:questionnaire", "Check and import XLSForm questionnaires."
    ),
    Loadable(
        "translation", "consult.cli.translation:translation", "Export and import a questionnaire’s texts."
    ),
    Loadable("responses", "consult.cli.responses:responses", "Import and export returns as a table."),
    Loadable("accounts", "consult.cli.accounts:accounts", "Withdraw an experience."),
    Loadable("figures", "consult.cli.figures:figures", "Take in published figures by council."),
    Loadable("analyse", "consult.cli.analyse:analyse", "Analyse what a consultation received."),
    Loadable(
        "coding", "consult.cli.coding:coding", "Say how far taggers agree, and how right suggestions are."
    ),
    Loadable("suggest", "consult.cli.suggest:suggest", "Suggest tags anew from what people decided."),
    Loadable(
        "tables", "consult.cli.tables:tables", "Count themes and tags by group, small numbers protected."
    ),
    Loadable("trends", "consult.cli.trends:trends", "Follow tags across consultations and half-years."),
    Loadable(
        "outcome", "consult.cli.outcome:outcome", "Open the public page of what became of a consultation."
    ),
    Loadable("gaps", "consult.cli.gaps:gaps", "List gaps in provision and training needs for a board."),
    Loadable("draft", "consult.cli.draft:draft", "Draft the regional response and write it to a file."),
    Loadable("theme", "consult.cli.theme:theme", "Find themes and tags in any table."),
    Loadable("audit", "consult.cli.audit:audit", "Check the record of who did what to what."),
    Loadable("retain", "consult.cli.retain:retain", "Delete what was begun and never sent."),
)


@click.group(
    cls=LazyGroup,
    loadable=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--debug", is_flag=True, help="Show where in the program a failure happened.")
def consult(debug: bool) -> None:
    """Consultations and lived experience, themed into one coordinated regional response."""


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
