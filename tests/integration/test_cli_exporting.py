"""`consult responses export`: the columns agreed, on record, and experiences only while unlocked."""

import csv
import json
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.cli import locked_responses, responses
from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.sealing.stretching import MINIMAL
from consult.services.returns.exporting import FIRST_COLUMNS
from consult.vocabulary import FormPurpose, Purpose, ResponseState, UseKind
from forms.definitions import Question
from tests.factories.collecting import make_questionnaire_version, make_response
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.command_line import SLUG, CommandLine

QUESTIONS = ("agree", "barriers", "homes", "said")
SECRET = "what happened to me"
PASSPHRASE = "four quiet words here"
CODES = {"C810", "C811"}


@pytest.fixture
def agent(consult: CommandLine, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """Two returns, one withdrawn, and an experience that this agent opens."""
    agent = UnlockedAgent()
    monkeypatch.setattr(responses, "open_account_keys", lambda _settings: nullcontext(agent))
    monkeypatch.setattr(locked_responses, "COST", MINIMAL)

    def fill(session: Session) -> None:
        version = session.scalars(select(QuestionnaireVersion)).one()
        answers = {"agree": "yes", "barriers": ["yes", "no"], "homes": 3, "said": "=1+1"}
        make_response(session, version, answers, external_id="R1", organisation_name="Ostley")
        make_response(session, version, {"said": "gone"}, state=ResponseState.WITHDRAWN)
        own = make_questionnaire_version(
            session,
            session.scalars(select(Consultation)).one(),
            Question(id="what_happened", kind="text", label={"en": "What?"}),
            purpose=FormPurpose.ACCOUNT,
        )
        make_sealed_account(session, own, {"what_happened": SECRET}, agent)
        session.commit()

    consult.look(fill)
    return agent


def export(consult: CommandLine, name: str, *options: str) -> tuple[int, str, str]:
    return consult("responses", "export", SLUG, "--out", name, *options)


def export_plain(consult: CommandLine, name: str) -> tuple[int, str, str]:
    return export(consult, name)


def export_locked(
    consult: CommandLine, name: str = "a.json", words: str = PASSPHRASE
) -> tuple[int, str, str]:
    passphrase = keep_passphrase(consult, words)
    return export(consult, name, "--accounts", "--passphrase-file", str(passphrase))


def keep_passphrase(consult: CommandLine, words: str = PASSPHRASE) -> Path:
    return consult.write("passphrase", f"{words}\n")


def test_export__as_csv__has_the_agreed_columns_and_guarded_cells(
    consult: CommandLine, agent: UnlockedAgent
) -> None:
    code, out, err = export(consult, "a.csv")
    heading, *rows = csv.reader((consult.folder / "a.csv").read_text(encoding="utf-8").splitlines())
    assert heading == [*FIRST_COLUMNS, *QUESTIONS, *(f"{name}__language" for name in QUESTIONS)]
    (row,) = rows
    assert row[:9] == ["R1", "2031-03-04", "web", "en", "Ostley", "", "", "submitted", ""]
    assert row[9:] == ["yes", "yes no", "3", "'=1+1", "en", "en", "en", "en"]
    assert (code, "1 row written" in out, "1 left out: withdrawn" in err) == (0, True, True)


def test_export__as_xlsx_and_json__holds_words_unchanged(consult: CommandLine, agent: UnlockedAgent) -> None:
    export(consult, "a.xlsx")
    export(consult, "a.json")
    sheet = load_workbook(consult.folder / "a.xlsx").active
    assert sheet["M2"].value == "=1+1" and sheet["M2"].data_type == "s"
    (row,) = json.loads((consult.folder / "a.json").read_text(encoding="utf-8"))
    assert (row["said"], row["said__language"], row["received_on"]) == ("=1+1", "en", "2031-03-04")


def test_export__without_asking_for_experiences__holds_none(
    consult: CommandLine, agent: UnlockedAgent
) -> None:
    export(consult, "a.json")
    content = (consult.folder / "a.json").read_text(encoding="utf-8")
    assert "what_happened" not in content and SECRET not in content and agent.asked == 0


def test_export__of_experiences_while_unlocked__holds_them_locked_under_a_passphrase(
    consult: CommandLine, agent: UnlockedAgent
) -> None:
    code, out, err = export_locked(consult)
    assert code == 0 and "1 experience (by the open form), locked" in err and "a.json.locked" in out
    file = consult.folder / "a.json.locked"
    assert SECRET.encode() not in file.read_bytes() and file.stat().st_mode & 0o077 == 0
    files = [path for path in consult.folder.rglob("*") if path.is_file() and path.suffix != ".sqlite"]
    assert not any(SECRET.encode() in path.read_bytes() for path in files), "in no file in clear"

    passphrase = str(keep_passphrase(consult))
    code, out, err = consult("responses", "open", str(file), "--passphrase-file", passphrase)
    assert code == 0, err
    assert [row["what_happened"] for row in json.loads(out) if row["what_happened"]] == [SECRET]


def test_locked_file__with_another_passphrase_or_changed__shows_nothing(
    consult: CommandLine, agent: UnlockedAgent
) -> None:
    export_locked(consult)
    file, passphrase = consult.folder / "a.json.locked", keep_passphrase(consult)

    def open_it(words: str = PASSPHRASE) -> tuple[int, str, str]:
        passphrase.write_text(f"{words}\n")
        code, out, err = consult("responses", "open", str(file), "--passphrase-file", str(passphrase))
        assert code == 1 and out == "" and SECRET not in err
        return code, out, err

    assert "C810" in open_it("four other quiet words")[2]
    whole = file.read_bytes()
    for changed in (whole[:-1], whole[:40] + b"7" + whole[41:], whole[:-1] + bytes([whole[-1] ^ 1])):
        file.write_bytes(changed)
        assert CODES & set(re.findall(r"C\d{3}", open_it()[2]))
    file.write_bytes(b"response_id,received_on")
    assert "C811" in open_it()[2]


def test_export__of_experiences_with_a_weak_passphrase_or_as_a_spreadsheet__is_refused(
    consult: CommandLine, agent: UnlockedAgent
) -> None:
    assert "S006" in export_locked(consult, words="short")[2]
    assert "ends in .csv or .json" in export_locked(consult, "a.xlsx")[2]
    assert agent.asked == 0 and not list(consult.folder.glob("a.*"))


def test_export__of_experiences_while_locked__is_refused(consult: CommandLine, agent: UnlockedAgent) -> None:
    agent.lock()
    code, _, err = export_locked(consult)
    assert code == 1 and "C302" in err and not list(consult.folder.glob("a.json*"))


def test_export__made__is_on_record_for_each_return(consult: CommandLine, agent: UnlockedAgent) -> None:
    export(consult, "a.csv")

    def see(session: Session) -> list[tuple[UseKind, Purpose]]:
        return [(use.kind, use.purpose) for use in session.scalars(select(Use))]

    assert consult.look(see) == [(UseKind.EXPORT, Purpose.ANALYSE)]


@pytest.mark.parametrize(
    ("make", "act"),
    [(export_plain, ("returns exported", 0)), (export_locked, ("experiences exported", 1))],
)
def test_export__with_or_without_experiences__is_an_act_of_its_own(
    consult: CommandLine,
    agent: UnlockedAgent,
    make: Callable[..., tuple[int, str, str]],
    act: tuple[str, int],
) -> None:
    make(consult, "a.csv")

    def see(session: Session) -> tuple[str, int]:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert entry is not None
        return entry.action, entry.details["accounts"]

    assert consult.look(see) == act


@pytest.mark.parametrize(("name", "code"), [("a.txt", "C805"), ("none/a.csv", "C802")])
def test_export__that_cannot_be_written__is_refused_and_not_on_record(
    consult: CommandLine, agent: UnlockedAgent, name: str, code: str
) -> None:
    ended, _, err = export(consult, name)
    assert ended == 1 and code in err and not Path(name).exists()
    assert consult.look(lambda session: session.scalars(select(Use)).all()) == []
