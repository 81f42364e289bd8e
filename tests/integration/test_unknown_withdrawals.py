"""Restoring a backup where nothing says what was withdrawn since: refused, or on record until dealt with."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.cli import key_ledger
from consult.services import auditing
from consult.services.keys.unknown_withdrawals import RESTORED, SINCE, find_unknown_since
from consult.vocabulary import Role
from tests.factories.numbering import NOW, TODAY
from tests.integration.conftest import SignIn
from tests.integration.saved_installation import Told
from tests.integration.test_cli_backup import Bench, bench, list_record

pytestmark = pytest.mark.usefixtures("bench")
__all__ = ["bench"]
BACK, REASON = "may be back", "We asked every group"


def lose(bench: Bench) -> None:
    for path in list(bench.instance.iterdir()):
        path.unlink()


def back_up_and_withdraw(bench: Bench, tmp_path: Path) -> tuple[Path, Told]:
    told = bench.site.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    bench.site.withdraw(told)
    return file, told


def find_unknown(bench: Bench) -> date | None:
    found: date | None = bench.site.work(lambda session, _: find_unknown_since(session), commits=False)
    return found


def set_up_anew(bench: Bench) -> None:
    assert bench("init", "--email", "ada@example.org", "--name", "Ada")[0] == 0


def test_restore__on_a_new_machine_without_a_list__is_refused(bench: Bench, tmp_path: Path) -> None:
    file, _ = back_up_and_withdraw(bench, tmp_path)
    lose(bench)
    assert bench.fail("restore", file) == "C054"
    assert bench.fail("restore", file, "--without-keys") == "C054"
    set_up_anew(bench)
    assert bench.fail("restore", file, "--replace") == "C054", "its own key store knows nothing of before"


def test_restore__beside_a_key_store_that_was_begun_anew__is_refused(bench: Bench, tmp_path: Path) -> None:
    file, _ = back_up_and_withdraw(bench, tmp_path)
    salt = (bench.instance / "salt.hex").read_bytes()
    lose(bench)
    (bench.instance / "salt.hex").write_bytes(salt)
    set_up_anew(bench)
    assert bench.fail("restore", file, "--replace") == "C054"


def test_restore__with_a_list_from_before_the_backup__is_refused(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ledger, "get_today", lambda: TODAY - timedelta(days=1))
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    file, _ = back_up_and_withdraw(bench, tmp_path)
    lose(bench)
    assert bench.fail("restore", file, "--ledger", tmp_path / "ledger") == "C054"


@pytest.mark.parametrize("days", [0, 3])
def test_restore__with_a_list_of_the_day_of_the_backup_or_later__warns_of_what_came_after_the_list(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    early, late = bench.site.tell("we came by sea"), bench.site.tell("we came by land")
    file, listed_on = bench.back_up(tmp_path / "monday"), TODAY + timedelta(days=days)
    bench.site.withdraw(early)
    monkeypatch.setattr(key_ledger, "get_today", lambda: listed_on)
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    bench.site.withdraw(late)
    lose(bench)

    code, said = bench("restore", file, "--ledger", tmp_path / "ledger")

    assert code == 0 and f"nothing says what was withdrawn since {listed_on.isoformat()}" in said
    assert find_unknown(bench) == listed_on
    assert bench.site.open_at_desk() == {late.id: late.words}, "which is what the warning is about"


def test_restore__with_an_earlier_list_and_said_to_be_without_one__warns_from_the_backup(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ledger, "get_today", lambda: TODAY - timedelta(days=1))
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    file, _ = back_up_and_withdraw(bench, tmp_path)
    lose(bench)
    assert bench("restore", file, "--ledger", tmp_path / "ledger", "--without-ledger")[0] == 0
    assert find_unknown(bench) == TODAY


def test_restore__said_to_be_without_a_list__warns_with_the_day_and_is_on_record(
    bench: Bench, tmp_path: Path
) -> None:
    file, told = back_up_and_withdraw(bench, tmp_path)
    lose(bench)
    code, said = bench("restore", file, "--without-ledger")
    assert code == 0 and f"nothing says what was withdrawn since {TODAY.isoformat()}" in said
    assert bench.site.open_with_number(told) == told.words, "which is what the warning is about"
    assert find_unknown(bench) == TODAY
    details = {"made_on": TODAY.isoformat(), SINCE: TODAY.isoformat()}
    assert (RESTORED, details) in list_record(bench)


def test_restore__with_a_key_store_that_missed_some__carries_the_warning_over(
    bench: Bench, tmp_path: Path
) -> None:
    file, _ = back_up_and_withdraw(bench, tmp_path)
    lose(bench)
    assert bench("restore", file, "--without-ledger")[0] == 0
    assert "WARNING" in bench.restore(file), "the key store that is here was restored itself"
    assert find_unknown(bench) == TODAY


def test_serve__after_it__warns_before_the_first_page(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.cli.serve.serve_site", lambda *_, **__: None)
    file, _ = back_up_and_withdraw(bench, tmp_path)
    code, said = bench("serve")
    assert code == 0 and "withdrawn since" not in said
    lose(bench)
    assert bench("restore", file, "--without-ledger")[0] == 0
    set_up_anew(bench)
    code, said = bench("serve")
    assert code == 0 and f"WARNING: nothing says what was withdrawn since {TODAY}" in said


def test_restore__over_its_own_installation__has_no_warning(bench: Bench, tmp_path: Path) -> None:
    file, _ = back_up_and_withdraw(bench, tmp_path)
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    for options in (["--without-ledger"], ["--ledger", tmp_path / "ledger"]):
        assert "WARNING" not in bench.restore(file, *options)
    assert find_unknown(bench) is None


def test_pages__after_it__show_managers_what_to_do_until_one_dealt_with_it(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    note_restored(sessions)
    analyst, manager = sign_in(Role.ANALYST), sign_in(Role.MANAGER)
    assert BACK not in analyst.get("/desk/").text
    for page in ("/desk/", "/desk/keeping/"):
        shown = manager.get(page).text
        assert BACK in shown and "7 September 2026" in shown
    settle(manager)
    assert all(BACK not in manager.get(page).text for page in ("/desk/", "/desk/keeping/"))
    with sessions() as session:
        entry = auditing.find_last(session)
        assert entry is not None
        assert entry.details == {"since": "2026-09-07", "reason": REASON, "stands": 0}


def note_restored(sessions: sessionmaker[Session]) -> None:
    """A backup was restored, and nothing knows what was withdrawn or changed since."""
    with sessions.begin() as session:
        auditing.record(
            session,
            actor=auditing.SYSTEM,
            action=RESTORED,
            subject_kind="backup",
            subject_id="",
            details={"made_on": "2026-09-07", SINCE: "2026-09-07"},
            now=NOW,
        )


def settle(manager: FlaskClient) -> None:
    for _ in range(2):  # again changes nothing
        assert manager.post("/desk/keeping/restored", data={"settled": REASON}).status_code == 302
