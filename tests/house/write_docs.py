"""Write the pages of docs/ that come from the code: python -m tests.house.write_docs.

errors.md from the catalogues of failures, settings.md from the settings, commands.md from the command line,
routes.md from the site's addresses. A test compares them with the code, so that none is ever out of date.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask

from consult.app import create_app
from consult.cli.main import consult
from consult.config import SETTINGS
from consult.web.access import find_rule
from tests.house import tree
from tests.house.failures import ROOMS, list_failures

DOCS = tree.ROOT / "docs"
NOTICE = "*Written from the code by `make docs`: change the code, not this page.*"
WIDTH = 100
ERRORS_INTRODUCTION = """\
Every failure has a code, says what happened, and says what to do. Words in braces are filled in:
the file, the row, the reason. On a page the status is the HTTP status; on the command line each
ends with exit code 1 and prints code, what happened and what to do. Wrong usage of a command ends
with exit code 2."""
SETTINGS_INTRODUCTION = """\
A setting `NAME` is read from the environment variable `CONSULT_NAME`; else, in lower case, from the
settings file, `instance/settings.toml` unless `CONSULT_SETTINGS` names another; else it has its
default, which is safe in production. Write true and false as `true` and `false`. The name, logo and
colours of the region are in a file of their own, which `BRANDING_FILE` names."""
COMMANDS_INTRODUCTION = """\
The command line is for whoever hosts the site, and for analysts with a table of their own. Exit
codes: 0 done, 1 a failure with a [code](errors.md), 2 wrong usage. Progress goes to standard error."""
ROUTES_INTRODUCTION = """\
Every address of the site and who may open it. An address without a rule is refused to everybody,
and a test fails until it has one. "Full standing": people of an observer, or of a body consulted about,
are refused whatever role they hold; that is so of whatever changes something, and a test tries it.
Which records somebody sees on a page is decided in
`consult/queries/`."""
FAMILIES = {
    "C": "The application: settings, pages, answering, analysis, drafting, jobs, files",
    "S": "Keys and locked experiences",
    "F": "Questionnaires and their files",
    "A": "Analysis and drafting",
}


def make_app() -> Flask:
    """The application with every page open, and no database: only its addresses are looked at."""
    with tempfile.TemporaryDirectory() as instance:
        settings = {"SECRET_KEY": "only to list", "DATABASE_URL": "sqlite://", "INSTANCE": instance}
        return create_app(settings | {"ACCOUNT_FORM": True, "SMTP_HOST": "localhost", "HOSTS": "localhost"})


def build_errors() -> str:
    """docs/errors.md"""
    lines = ["# Errors", "", NOTICE, "", ERRORS_INTRODUCTION]
    failures = list_failures()
    for room in ROOMS:
        lines += ["", f"## {room}: {FAMILIES[room]}", "", "| code | what happened | what to do | status |"]
        lines += ["|---|---|---|---|"]
        own = [failure for failure in failures if failure.code.startswith(room)]
        lines += [
            f"| `{one.code}` | {_cell(one.message)} | {_cell(one.remedy)} | {one.status} |" for one in own
        ]
    return "\n".join(lines) + "\n"


def build_settings() -> str:
    """docs/settings.md"""
    lines = ["# Settings", "", NOTICE, "", SETTINGS_INTRODUCTION, "", "| setting | default | what it is |"]
    lines += ["|---|---|---|"]
    lines += [f"| `{one.name}` | {_show_default(one.default)} | {_cell(one.help)} |" for one in SETTINGS]
    return "\n".join(lines) + "\n"


def build_commands() -> str:
    """docs/commands.md"""
    lines = ["# Commands", "", NOTICE, "", COMMANDS_INTRODUCTION]
    for words, command in list_commands(consult, ("consult",)):
        lines += ["", f"## {' '.join(words)}", "", "```text", _show_help(words, command), "```"]
    return "\n".join(lines) + "\n"


def list_commands(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and those under it, in alphabetical order, each with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in sorted(command.list_commands(context)):
            if (found := command.get_command(context, name)) is not None:
                yield from list_commands(found, (*words, name))


def build_routes() -> str:
    """docs/routes.md"""
    app = make_app()
    lines = [
        "# Addresses",
        "",
        NOTICE,
        "",
        ROUTES_INTRODUCTION,
        "",
        "| address | methods | who may | endpoint |",
    ]
    lines += ["|---|---|---|---|"]
    lines += [f"| `{path}` | {methods} | {who} | `{name}` |" for path, methods, who, name in list_routes(app)]
    return "\n".join(lines) + "\n"


def list_routes(app: Flask) -> list[tuple[str, str, str, str]]:
    """Address, methods, name of the rule and endpoint of every route, in order of address."""
    rows = [
        (str(rule), " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})), rule.endpoint)
        for rule in app.url_map.iter_rules()
    ]
    return [
        (path, methods, _name_rule(app, endpoint, methods), endpoint)
        for path, methods, endpoint in sorted(rows)
    ]


def _name_rule(app: Flask, endpoint: str, methods: str) -> str:
    rule = find_rule(app, endpoint)
    if rule is None:
        return "nobody: it has no rule"
    asked = [method for method in methods.split() if rule.asks_standing(method)]
    if not asked:
        return rule.name
    return f"{rule.name}, full standing" + ("" if asked == methods.split() else " to change")


PAGES: dict[str, Callable[[], str]] = {
    "errors.md": build_errors,
    "settings.md": build_settings,
    "commands.md": build_commands,
    "routes.md": build_routes,
}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _show_default(default: str | int | bool) -> str:
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`" if default != "" else "empty"


def _show_help(words: tuple[str, ...], command: click.Command) -> str:
    """As `--help` prints it: with the names of that option that the whole command line has."""
    settings = {**consult.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(command, info_name=" ".join(words), **settings)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def main() -> None:
    """Write every page that differs, and say which."""
    for name, build in PAGES.items():
        path, text = Path(DOCS / name), build()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
