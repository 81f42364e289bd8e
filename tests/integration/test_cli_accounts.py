"""`consult accounts withdraw`: by return number or by id, never told in an argument, with a clear result."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.response import Answer, Response
from consult.queries.viewer import SYSTEM
from consult.sealing.codenames import Codename, lookup_id, new_codename
from consult.sealing.salt_files import create_secret_salt, read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.exporting import build_response_table
from consult.vocabulary import ResponseState
from tests.factories.collecting import make_questionnaire_version
from tests.factories.giving import make_giving_consultation
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.command_line import CommandLine

WITHDRAW = ("accounts", "withdraw")
WORDS = "The bus was late and nobody came."


@pytest.fixture
def number(consult: CommandLine, sqlite_store: KeyStore, monkeypatch: pytest.MonkeyPatch) -> Codename:
    """The number of the one experience there is; a table with its words was made."""
    monkeypatch.setenv("CONSULT_STRETCHING", "minimal")
    salt = consult.folder / "instance" / "salt.hex"
    create_secret_salt(salt)
    drawn = new_codename()
    lookup = lookup_id(drawn, read_secret_salt(salt), cost=MINIMAL)

    def fill(session: Session) -> None:
        consultation, agent = make_giving_consultation(session), UnlockedAgent()
        version = make_questionnaire_version(session, consultation)
        make_sealed_account(session, version, {"experience": WORDS}, agent, codename_lookup=lookup)
        build_response_table(session, SYSTEM, consultation, keys=agent, now=NOW)
        keep_wraps(sqlite_store, agent)
        session.commit()

    consult.look(fill)
    return drawn


def find_account(consult: CommandLine) -> Response:
    found = consult.look(lambda session: session.scalars(select(Response)).one())
    assert isinstance(found, Response)
    return found


def list_entries(consult: CommandLine) -> list[tuple[str, str, dict[str, object]]]:
    def see(session: Session) -> object:
        wanted = select(AuditEntry).where(AuditEntry.action == "account withdrawn")
        return [(one.actor, f"{one.at:%H:%M}", one.details) for one in session.scalars(wanted)]

    found = consult.look(see)
    assert isinstance(found, list)
    return found


def test_withdraw__with_the_number_in_a_file__deletes_and_says_what_is_to_be_done(
    consult: CommandLine, number: Codename, sqlite_store: KeyStore
) -> None:
    file = consult.write("number.txt", f"{number.shown()}\n")
    code, out, err = consult(*WITHDRAW, "--number-file", file)
    assert code == 0, err
    assert out.startswith("Withdrawn.")
    assert "To take back: Table of returns and experiences" in out and "whoever ran the command" in out
    assert find_account(consult).state is ResponseState.WITHDRAWN
    assert consult.look(lambda session: session.scalars(select(Answer)).all()) == []
    assert (sqlite_store.list_kept(), len(sqlite_store.list_destroyed())) == ([], 1)
    assert list_entries(consult) == [("public", "00:00", {})], "of a person's own withdrawal only the day"


def test_withdraw__with_the_number_on_standard_input__is_the_same_and_only_once(
    consult: CommandLine, number: Codename, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{number.shown()}\n"))
    assert consult(*WITHDRAW)[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{number.shown()}\n"))
    code, _, err = consult(*WITHDRAW)
    assert code == 1 and "C321" in err and number.groups()[0] not in err


def test_withdraw__by_the_beginning_of_its_id__keeps_the_reason(
    consult: CommandLine, number: Codename
) -> None:
    label = find_account(consult).id[:8]
    code, _, err = consult(*WITHDRAW, "--account", label, "--reason", "The person, by telephone")
    assert code == 0, err
    ((actor, _, details),) = list_entries(consult)
    assert (actor, details) == ("system", {"reason": "The person, by telephone"})
    code, _, err = consult(*WITHDRAW, "--account", label, "--reason", "again")
    assert code == 1 and "C216" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--account", "00000000"), 2, "Give a return number, or both"),
        (("--reason", "because"), 2, "Give a return number, or both"),
        (("--account", "ffffffff-0000", "--reason", "x"), 1, "C322"),
        (("--account", "0", "--reason", "x"), 1, "C322"),
    ],
)
def test_withdraw__asked_wrongly__changes_nothing(
    consult: CommandLine, number: Codename, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended, _, err = consult(*WITHDRAW, *arguments)
    assert (ended, said in err) == (code, True)
    assert find_account(consult).state is ResponseState.SUBMITTED


@pytest.mark.parametrize("typed", ["", "12 34", "123 456 789 012 345 678"])
def test_withdraw__with_a_number_that_is_none__is_refused(
    consult: CommandLine, number: Codename, typed: str, tmp_path: Path
) -> None:
    file = consult.write("number.txt", f"{typed}\n")
    assert consult(*WITHDRAW, "--number-file", file)[0] in (1, 2)
    assert find_account(consult).state is ResponseState.SUBMITTED
