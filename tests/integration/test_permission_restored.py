"""What people took back after a backup: no restore brings it into use before they say it again."""

from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.models.keeping_kinds import WaitCause
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.queries.waiting import count_waiting
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.group_powers import change_powers
from consult.services.experiences.relaying import Powers
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.unknown_withdrawals import find_unknown_since, note_settled
from consult.services.permissions.permitting import Permission
from consult.vocabulary import Channel
from tests.factories.numbering import NOW, TODAY
from tests.integration.passed_on import Group
from tests.integration.permitted_uses import ALL, EVERY_USE, NARROWED, Uses
from tests.integration.saved_installation import Told
from tests.integration.test_cli_backup import Bench, bench, list_record
from tests.integration.test_postgresql_backup import Move, move

__all__ = ["bench", "move"]
CHANGED, UNKNOWN = WaitCause.CHANGED, WaitCause.UNKNOWN
CASES = [("quoting", ()), ("elsewhere", ("--without-keys",)), ("everything", ())]
SAID_AGAIN = "used for nothing until they say again: 1 experience (by the open form)."


@pytest.fixture
def uses(bench: Bench) -> Uses:
    return Uses(bench.site)


def count(bench: Bench) -> dict[WaitCause, int]:
    found = bench.site.work(lambda session, _: count_waiting(session, SYSTEM), commits=False)
    return {cause: told.all for cause, told in found.items()}


def lose(bench: Bench) -> None:
    for path in list(bench.instance.iterdir()):
        path.unlink()


def permit_uncounted(uses: Uses, told: Told, permission: Permission) -> None:
    """They say it at a time when the key store cannot be written once the change is kept."""
    with pytest.MonkeyPatch.context() as broken:
        failing = mock.Mock(side_effect=OperationalError("", {}, Exception("disk full")))
        broken.setattr(KeyStore, "raise_counts", failing)
        uses.permit(told, permission)
    failing.assert_called_once()


@pytest.mark.parametrize(("narrowed", "options"), CASES)
def test_permission__taken_back_after_a_backup__allows_nothing_until_it_is_said_again(
    bench: Bench, uses: Uses, tmp_path: Path, narrowed: str, options: tuple[str, ...]
) -> None:
    told, other = uses.tell("we came by sea"), bench.site.tell("we came by road")
    uses.permit(other, ALL)
    assert uses.list_uses(told) == EVERY_USE
    file = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED[narrowed])
    assert uses.list_uses(told) < EVERY_USE

    said = bench.restore(file, *options)

    assert SAID_AGAIN in said and count(bench) == {CHANGED: 1}
    assert uses.find_said(told) == ALL.granted, "the data have it as it was: that is what must not count"
    assert uses.list_uses(told) == set()
    assert bench.site.open_with_number(told) == told.words, "the person's page opens as ever"
    uses.permit(told, ALL)
    assert uses.list_uses(told) == EVERY_USE and count(bench) == {}


def test_permission__said_again__is_as_it_is_said_and_not_as_it_was(
    bench: Bench, uses: Uses, tmp_path: Path
) -> None:
    told = uses.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED["sharing"])
    bench.restore(file)
    uses.permit(told, NARROWED["quoting"])
    assert uses.list_uses(told) == EVERY_USE - {"quoted", "exported"}
    assert uses.find_said(told) == NARROWED["quoting"].granted


def test_backup__restored_again_after_it_was_said_again__makes_it_wait_again(
    bench: Bench, uses: Uses, tmp_path: Path
) -> None:
    told = uses.tell("we came by sea")
    monday = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED["contact"])
    bench.restore(monday)
    waiting = bench.back_up(tmp_path / "tuesday")
    uses.permit(told, ALL)
    for file in (waiting, monday):
        bench.restore(file)
        assert uses.list_uses(told) == set()


def test_backup__made_after_the_last_change__is_restored_with_what_is_allowed(
    bench: Bench, uses: Uses, tmp_path: Path
) -> None:
    told = uses.tell("we came by sea")
    uses.permit(told, Permission())
    uses.permit(told, NARROWED["sharing"])
    file = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED["sharing"])  # the same again is no change
    assert "used for nothing" not in bench.restore(file)
    assert uses.list_uses(told) == EVERY_USE - {"shared"} and count(bench) == {}


@pytest.mark.parametrize(("says_again", "loses_data"), [(True, False), (False, False), (True, True)])
def test_change__that_the_key_store_could_not_count__waits_after_a_restore_all_the_same(
    bench: Bench, uses: Uses, tmp_path: Path, says_again: bool, loses_data: bool
) -> None:
    """What is there still says it, and so does the person where they say it again, though unchanged."""
    told = uses.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    permit_uncounted(uses, told, NARROWED["quoting"])
    if says_again:
        uses.permit(told, NARROWED["quoting"])
    if loses_data:
        (bench.instance / "consult.sqlite").unlink()

    assert SAID_AGAIN in bench.restore(file)

    assert uses.list_uses(told) == set() and count(bench) == {CHANGED: 1}


def test_change__that_the_data_there_do_not_know_either__is_known_by_the_key_store(
    bench: Bench, uses: Uses, tmp_path: Path
) -> None:
    told = uses.tell("we came by sea")
    uses.permit(told, NARROWED["sharing"])
    file = bench.back_up(tmp_path / "monday")
    database = bench.instance / "consult.sqlite"
    old = database.read_bytes()
    uses.permit(told, NARROWED["quoting"])
    database.write_bytes(old)
    assert SAID_AGAIN in bench.restore(file)
    assert uses.list_uses(told) == set()


def test_database__put_back_by_hand__waits_from_when_the_site_starts(
    bench: Bench, uses: Uses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.cli.serve.serve_site", lambda *_, **__: None)
    told = uses.tell("we came by sea")
    database = bench.instance / "consult.sqlite"
    old = database.read_bytes()
    uses.permit(told, NARROWED["quoting"])
    database.write_bytes(old)
    assert bench("serve")[0] == 0
    assert uses.list_uses(told) == set()


def test_restore__where_the_key_store_is_lost_too__uses_nothing_until_a_manager_dealt_with_it(
    bench: Bench, uses: Uses, tmp_path: Path
) -> None:
    told, again = uses.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED["quoting"])
    lose(bench)
    code, said = bench("restore", file, "--without-ledger")
    assert code == 0 and "permissions that they took back" in said
    assert uses.list_uses(told) == set() and count(bench) == {UNKNOWN: 2}
    later = bench.site.tell("we came by air")
    uses.permit(again, ALL)
    uses.permit(later, ALL)
    assert count(bench) == {UNKNOWN: 1}, "neither who said it again nor who came later waits"

    def settle(session: Session, _: KeyStore) -> None:
        note_settled(session, actor="mo", reason="We asked each of the three groups", now=NOW)

    bench.site.work(settle)

    assert uses.list_uses(told) == EVERY_USE and count(bench) == {}
    assert bench.site.work(lambda session, _: find_unknown_since(session), commits=False) is None
    action, details = list_record(bench)[-1]
    assert action == "withdrawals since a backup dealt with"
    assert details == {"since": TODAY.isoformat(), "reason": "We asked each of the three groups", "stands": 1}


@pytest.mark.postgres
@pytest.mark.parametrize("which", [pytest.param("data", marks=pytest.mark.soak), "both"])
def test_permission__taken_back_after_a_backup_of_postgresql__allows_nothing_until_it_is_said_again(
    which: str, bench: Bench, move: Move, tmp_path: Path
) -> None:
    move(which)
    uses = Uses(bench.site)
    told = uses.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    uses.permit(told, NARROWED["quoting"])
    move("data", is_empty=True)
    uses = Uses(bench.site)

    bench.restore(file, "--without-keys")

    assert uses.list_uses(told) == set() and count(bench) == {CHANGED: 1}
    uses.permit(told, ALL)
    assert uses.list_uses(told) == EVERY_USE


@pytest.mark.postgres
def test_change__that_a_key_store_on_postgresql_could_not_count__waits_once_it_was_said_again(
    bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    uses = Uses(bench.site)
    told = uses.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    permit_uncounted(uses, told, NARROWED["quoting"])
    uses.permit(told, NARROWED["quoting"])
    move("data", is_empty=True)

    bench.restore(file, "--without-keys")

    assert Uses(bench.site).list_uses(told) == set() and count(bench) == {CHANGED: 1}


@pytest.mark.parametrize("options", [(), ("--without-keys",)])
def test_group__that_may_not_read_any_more__reads_nothing_after_a_restore(
    bench: Bench, tmp_path: Path, options: tuple[str, ...]
) -> None:
    group = Group(bench.site)
    told = bench.site.tell("we came by sea", group.lock(Powers(True, True, True)))
    bench.site.work(lambda session, _: session.execute(update(Response).values(channel=Channel.VOUCHED)))
    assert "by sea" in group.read_back(told)
    file = bench.back_up(tmp_path / "monday")

    def take_back(session: Session, store: KeyStore, opened: OpenedAccount) -> None:
        change_powers(session, store, opened, Powers(False, False, False), today=TODAY)

    bench.site.with_number_and_keys(told, take_back)
    assert "again: 1 experience (through community groups)." in bench.restore(file, *options)
    assert group.read_back(told) == ""


def test_group__where_the_key_store_is_lost_too__reads_nothing_until_a_manager_dealt_with_it(
    bench: Bench, tmp_path: Path
) -> None:
    group = Group(bench.site)
    told = bench.site.tell("we came by sea", group.lock(Powers(True, True, True)))
    file = bench.back_up(tmp_path / "monday")
    lose(bench)
    assert bench("restore", file, "--without-ledger")[0] == 0
    assert count(bench) == {UNKNOWN: 1} and group.read_back(told) == ""

    def settle(session: Session, _: KeyStore) -> None:
        note_settled(session, actor="mo", reason="We asked the group", now=NOW)

    bench.site.work(settle)
    assert "by sea" in group.read_back(told)
