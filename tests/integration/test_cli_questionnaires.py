"""`consult questionnaire`, and how every command ends: 0, 1 with a code, 2 for wrong usage."""

from itertools import chain
from pathlib import Path

import click
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.cli import failing, questionnaire
from consult.cli.main import consult as group
from consult.models.questionnaire import QuestionnaireVersion
from consult.vocabulary import VersionState
from tests.factories.xlsform_tables import write_xlsx
from tests.integration.command_line import SLUG, CommandLine

GOOD = """
type | name | label
text | said | What do you say?
"""
BAD = """
type     | name | label
geopoint | spot | Where?
text     | row  | Which row?
"""


def list_versions(session: Session) -> list[tuple[int, VersionState]]:
    wanted = select(QuestionnaireVersion).order_by(QuestionnaireVersion.number, QuestionnaireVersion.id)
    return [(one.number, one.state) for one in session.scalars(wanted)]


def test_check__of_a_good_form__reports_and_ends_with_0(consult: CommandLine) -> None:
    code, out, _ = consult("questionnaire", "check", write_xlsx(consult.folder / "a.xlsx", survey=GOOD))
    assert (code, "It can be imported." in out) == (0, True)


def test_check__of_a_form_with_faults__names_each_row_and_ends_with_1(consult: CommandLine) -> None:
    code, out, _ = consult("questionnaire", "check", write_xlsx(consult.folder / "a.xlsx", survey=BAD))
    assert code == 1 and "row 2" in out and "F249" in out and "F227" in out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00\xff" * 50, b"type,name\n\xe9"])
def test_check__of_a_wrong_file__still_prints_a_report(consult: CommandLine, content: bytes) -> None:
    code, out, err = consult("questionnaire", "check", consult.write("a.xlsx", content))
    assert code == 1 and "[F1" in out and "Traceback" not in err


def test_import__of_a_good_form__adds_and_publishes_a_version(consult: CommandLine) -> None:
    form = write_xlsx(consult.folder / "a.xlsx", survey=GOOD)
    assert consult("questionnaire", "import", form, "--consultation", SLUG)[0] == 0
    assert consult.look(list_versions) == [(1, VersionState.PUBLISHED), (2, VersionState.DRAFT)]
    assert consult("questionnaire", "import", form, "--consultation", SLUG, "--publish")[0] == 0
    assert consult.look(list_versions) == [(1, VersionState.SUPERSEDED), (2, VersionState.PUBLISHED)]


def test_import__of_a_form_with_faults__changes_nothing(consult: CommandLine) -> None:
    form = write_xlsx(consult.folder / "a.xlsx", survey=BAD)
    assert consult("questionnaire", "import", form, "--consultation", SLUG)[0] == 1
    assert consult.look(list_versions) == [(1, VersionState.PUBLISHED)]


@pytest.mark.parametrize(
    "arguments",
    [["nosuch"], ["responses", "export"], ["questionnaire", "import", "a"], ["theme", "a.csv"], ["--nosuch"]],
)
def test_command__used_wrongly__ends_with_2(consult: CommandLine, arguments: list[str]) -> None:
    code, _, err = consult(*arguments)
    assert code == 2 and "Usage" in err


def list_commands(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        return [words]
    context = click.Context(command)
    found = [(command.get_command(context, name), name) for name in command.list_commands(context)]
    below = (list_commands(one, (*words, name)) for one, name in found if one is not None)
    return [words, *chain.from_iterable(below)]


@pytest.mark.parametrize("words", list_commands(group))
def test_every_command__with_an_option_it_has_not__ends_with_2(
    consult: CommandLine, words: tuple[str, ...]
) -> None:
    code, out, err = consult(*words, "--nosuch")
    assert (code, out) == (2, "") and err.startswith("Usage: consult") and "Traceback" not in err


@pytest.mark.parametrize("words", list_commands(group))
def test_help__of_every_command__is_there_in_plain_words(
    consult: CommandLine, words: tuple[str, ...]
) -> None:
    code, out, _ = consult(*words, "--help")
    assert code == 0 and len(out.splitlines()) > 4


def test_fault_nobody_foresaw__in_a_command__gives_a_code_and_a_reference(
    consult: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(" ".join(["words that", "somebody wrote"]))

    monkeypatch.setattr(questionnaire, "open_xlsform", break_down)
    code, _, err = consult("questionnaire", "check", "a.xlsx")
    kept = (consult.folder / "instance" / failing.LOG_FILE).read_text(encoding="utf-8")
    reference = err.split("Reference: ")[1][:8]
    assert code == 1 and "C107" in err and "Traceback" not in err
    assert reference in kept and "RuntimeError" in kept and "that somebody wrote" not in kept + err
    with pytest.raises(RuntimeError):
        consult("--debug", "questionnaire", "check", "a.xlsx")


def test_command__interrupted__stops_without_a_traceback(
    consult: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(questionnaire, "open_xlsform", interrupt)
    assert consult("questionnaire", "check", "a.xlsx") == (1, "", "\nStopped.\n")


def test_command__where_nothing_is_set_up__says_what_to_do(
    consult: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATABASE_URL", "KEYSTORE_URL"):
        monkeypatch.delenv(f"CONSULT_{name}")
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path / "nothing"))
    code, _, err = consult("responses", "export", SLUG, "--out", "a.csv")
    assert code == 1 and "C004" in err and "consult init" in err
    assert not (tmp_path / "nothing").exists()
