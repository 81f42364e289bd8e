"""Upgrading: from nothing and from every revision, on both databases, losing nothing."""

import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect, select, text
from sqlalchemy.orm import Session

from consult.errors import ConfigurationError
from consult.migrations import safety
from consult.models.all import METADATA
from consult.models.engine import make_engine
from consult.models.submissions import Submission
from consult.services.backups.upgrading import (
    KEYS,
    find_current_revision,
    is_current,
    list_revisions,
    make_alembic_config,
    upgrade_database,
)
from consult.services.keys.moving_keys import move_keys
from tests.factories.any_rows import TableSnapshot, fill_tables, read_tables, take_snapshot
from tests.factories.schema_shape import describe_schema

*_, BEFORE_HEAD, HEAD = list_revisions()
MOVED = {"outcome": {"sent_on"}, "circulated_to": {"is_listed", "listed_at"}}
"""Columns that are in another table since; tests of their own look at what became of them."""
VERSIONS = Path(safety.__file__).parent / "versions"
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "test", "{head}"
branch_labels = depends_on = None

def upgrade():
    how = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("consultation", recreate=how) as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=True))
    {more}
"""


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def empty_keys_engine(empty_keys_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_keys_url)
    yield engine
    engine.dispose()


def list_each_revision() -> Iterator[Any]:
    """Every revision. The usual run tries the first and the last but one on both databases, on SQLite
    those too after which rows are moved or written, and leaves the others to `make soak`.
    """
    revisions = list_revisions()
    for revision, later in zip_longest(revisions, revisions[1:]):
        is_on_both = revision in (revisions[0], BEFORE_HEAD)
        mark = pytest.mark.portable if later and moves_rows(later) else pytest.mark.soak
        yield pytest.param(revision, id=revision, marks=() if is_on_both else mark)


def moves_rows(revision: str) -> bool:
    """Whether a migration does more than change tables."""
    [written] = VERSIONS.glob(f"{revision}_*.py")
    return "execute(" in written.read_text(encoding="utf-8")


def list_kept(tables: MetaData) -> dict[str, list[str]]:
    """The columns of each table that are there until today."""
    return {
        table.name: [one.name for one in table.columns if one.name not in MOVED.get(table.name, ())]
        for table in tables.sorted_tables
    }


def move_account_keys(data: Engine, keys: Engine, before: dict[str, TableSnapshot]) -> None:
    """As `consult init` does; test_moving_keys.py looks at what becomes of them."""
    upgrade_database(keys, line=KEYS)
    held = before.pop("account_key", None)
    assert move_keys(data, keys, today=date(2031, 1, 1)) == (held.count if held else 0)


def add_revision(folder: Path, more: str = "pass") -> Path:
    """A revision after the last, in a folder of its own, which rebuilds a parent table."""
    (folder / "versions").mkdir()
    (folder / "versions" / "test_rebuild.py").write_text(REBUILD.format(head=HEAD, more=more))
    return folder / "versions"


def run_alembic(engine: Engine, versions: Path) -> None:
    command.upgrade(make_alembic_config(engine, more_versions=[versions]), "test")


def test_upgrade__from_nothing__reaches_the_last_revision(empty_engine: Engine) -> None:
    assert find_current_revision(empty_engine) is None
    assert not is_current(empty_engine)
    upgrade_database(empty_engine)
    assert find_current_revision(empty_engine) == HEAD
    assert is_current(empty_engine)


def test_upgrade__by_address_and_again__changes_nothing(empty_url: str) -> None:
    upgrade_database(empty_url)
    engine = make_engine(empty_url)
    before = take_snapshot(engine)
    upgrade_database(empty_url)
    assert take_snapshot(engine) == before
    engine.dispose()


def test_upgrade__from_nothing__gives_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_upgrade__from_nothing__gives_what_the_models_would_create(empty_engine: Engine) -> None:
    """Unlike Alembic's own comparison, this sees the values of kinds, checks and collations."""
    METADATA.create_all(empty_engine)
    created = describe_schema(empty_engine)
    METADATA.drop_all(empty_engine)
    upgrade_database(empty_engine)
    assert describe_schema(empty_engine) == created


def test_upgrade__from_nothing__knows_the_six_roles(session: Session) -> None:
    names = session.execute(text("SELECT name FROM staff_role ORDER BY id")).scalars().all()
    assert names == ["administrator", "manager", "analyst", "translator", "board_member", "auditor"]


@pytest.mark.parametrize("revision", list(list_each_revision()))
def test_upgrade__from_each_revision_filled__keeps_every_row(
    empty_engine: Engine, empty_keys_engine: Engine, revision: str
) -> None:
    upgrade_database(empty_engine, revision)
    tables = read_tables(empty_engine)
    fill_tables(empty_engine, tables)
    before = take_snapshot(empty_engine, list_kept(tables), tables)
    assert all(table.count >= 2 for table in before.values())
    move_account_keys(empty_engine, empty_keys_engine, before)
    upgrade_database(empty_engine)
    columns = {name: table.columns for name, table in before.items()}
    assert take_snapshot(empty_engine, columns, tables) == before


@pytest.mark.portable
def test_upgrade__with_concerns__says_of_which_consultation_each_is(empty_engine: Engine) -> None:
    upgrade_database(empty_engine, "0015")
    fill_tables(empty_engine)
    upgrade_database(empty_engine)
    both = "SELECT concern.consultation_id, response.consultation_id FROM concern JOIN response"
    with empty_engine.connect() as connection:
        rows = connection.execute(text(f"{both} ON response.id = concern.response_id")).all()
    assert rows and all(kept == own for kept, own in rows)


@pytest.mark.portable
def test_upgrade__with_concerns_of_before__knows_who_is_kept_away_only_where_nobody_is(
    empty_engine: Engine,
) -> None:
    upgrade_database(empty_engine, "0032")
    fill_tables(empty_engine)
    asked = "SELECT concern.id FROM concern JOIN response ON response.id = concern.response_id WHERE"
    nobody = "response.state <> 'withdrawn' AND response.id NOT IN (SELECT response_id FROM kept_away)"
    with empty_engine.begin() as connection:
        [first, *_] = connection.execute(text("SELECT response_id FROM concern ORDER BY id")).scalars()
        connection.execute(text("DELETE FROM kept_away WHERE response_id = :id"), {"id": first})
        connection.execute(text("UPDATE response SET state = 'submitted' WHERE id = :id"), {"id": first})
        known = set(connection.execute(text(f"{asked} {nobody}")).scalars())
        everyone = set(connection.execute(text("SELECT id FROM concern")).scalars())
    upgrade_database(empty_engine)
    with empty_engine.connect() as connection:
        found = connection.execute(text("SELECT concern_id, is_known FROM concern_kept_away")).all()
    assert {id for id, is_known in found if is_known} == known
    assert known and known < everyone == {id for id, _ in found}


@pytest.mark.portable
def test_upgrade__with_wishes_to_be_listed__keeps_each_with_the_time_that_is_on_record(
    empty_engine: Engine,
) -> None:
    upgrade_database(empty_engine, "0060")
    fill_tables(empty_engine)
    chosen = "UPDATE audit_entry SET action = 'listing as contributor chosen', subject_id = :version"
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE circulated_to SET is_listed = :yes, listed_at = NULL"), {"yes": True})
        of_one = "version_id = (SELECT min(id) FROM draft_version), consultation_id = NULL"
        connection.execute(text(f"UPDATE circulated_to SET {of_one}"))
        asked = (
            "SELECT c.id, version_id, key FROM circulated_to c JOIN organisation o ON o.id = organisation_id"
        )
        first, other, *_ = connection.execute(text(f"{asked} ORDER BY c.id")).all()
        old, new, *_ = connection.execute(text("SELECT id FROM audit_entry ORDER BY sequence")).scalars()
        for entry, is_listed in ((old, False), (new, True)):
            said = json.dumps({"version": 1, "organisation": first.key, "listed": is_listed})
            given = {"id": entry, "version": first.version_id, "said": said}
            as_json = "CAST(:said AS json)" if empty_engine.dialect.name == "postgresql" else ":said"
            connection.execute(text(f"{chosen}, details = {as_json} WHERE id = :id"), given)
        times = connection.execute(text("SELECT at FROM audit_entry ORDER BY sequence")).scalars().all()[:2]
    upgrade_database(empty_engine)
    kept = "SELECT number, is_listed, said_at FROM listing_wish WHERE circulated_id = :id ORDER BY number"
    with empty_engine.connect() as connection:
        wishes = connection.execute(text(kept), {"id": first.id}).all()
        [alone] = connection.execute(text(kept), {"id": other.id}).all()
    assert [tuple(one) for one in wishes] == [(1, False, times[0]), (2, True, times[1])]
    assert tuple(alone) == (1, True, None)


@pytest.mark.portable
def test_upgrade__with_proposals_of_the_first_hour__has_their_columns_and_keeps_their_rows(
    empty_engine: Engine,
) -> None:
    upgrade_database(empty_engine, "0061")
    fill_tables(empty_engine)
    late = ("read_number", "read_text", "beside")
    rows = "SELECT number, text FROM proposed_question ORDER BY id"
    with empty_engine.begin() as connection:
        before = connection.execute(text(rows)).all()
        for column in late:
            connection.execute(text(f"ALTER TABLE proposed_question DROP COLUMN {column}"))
    upgrade_database(empty_engine)
    found = {one["name"]: one["nullable"] for one in inspect(empty_engine).get_columns("proposed_question")}
    assert [found[column] for column in late] == [False, False, False]
    with empty_engine.connect() as connection:
        assert connection.execute(text(rows)).all() == before
        kept = connection.execute(text(rows.replace("number, text", "read_number, read_text"))).all()
    assert kept == before and before


@pytest.mark.portable
def test_upgrade__with_days_of_sending__keeps_each_as_a_sending_of_no_version(empty_engine: Engine) -> None:
    upgrade_database(empty_engine, "0049")
    fill_tables(empty_engine)
    asked = "SELECT consultation_id, sent_on FROM outcome WHERE sent_on IS NOT NULL ORDER BY consultation_id"
    with empty_engine.begin() as connection:
        before = connection.execute(text(asked)).all()
    upgrade_database(empty_engine)
    with Session(empty_engine) as session:
        rows = session.scalars(select(Submission).order_by(Submission.consultation_id)).all()
        assert [(one.consultation_id, str(one.sent_on)) for one in rows] == [
            (id, str(day)) for id, day in before
        ]
        assert before and {(one.version_id, one.recorded_at, one.reason) for one in rows} == {
            (None, None, "Sent before versions were kept.")
        }


@pytest.mark.portable
def test_upgrade__with_decided_themes__leaves_keys_where_the_machine_had_named_a_part(
    empty_engine: Engine,
) -> None:
    named = {"key": "T03", "label": "Ada's", "segments": ["a"], "named": True}
    found = {"key": "T04", "label": "Qorvel", "phrases": ["qorvel"], "segments": ["b"], "named": False}
    upgrade_database(empty_engine, "0028")
    fill_tables(empty_engine)
    with empty_engine.begin() as connection:
        given = json.dumps({"key": "T01", "parts": [named, found]})
        connection.execute(text("UPDATE theme_decision SET content = :given"), {"given": given})
    upgrade_database(empty_engine)
    with empty_engine.connect() as connection:
        kept = str(connection.execute(text("SELECT content FROM theme_decision")).all())
    assert "Qorvel" not in kept and "qorvel" not in kept and "Ada" in kept and "T04" in kept


def test_upgrade__rebuilding_a_parent__keeps_its_children(engine: Engine, tmp_path: Path) -> None:
    fill_tables(engine)
    before = take_snapshot(engine)
    run_alembic(engine, add_revision(tmp_path))
    columns = {name: table.columns for name, table in before.items()}
    assert take_snapshot(engine, columns) == before
    assert "nickname" in {column["name"] for column in inspect(engine).get_columns("consultation")}


def test_upgrade__done__leaves_foreign_keys_on(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    run_alembic(engine, add_revision(tmp_path))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_upgrade__that_orphans_rows__is_undone_whole(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    fill_tables(engine)
    before = take_snapshot(engine)
    versions = add_revision(tmp_path, more='op.execute("DELETE FROM questionnaire_version")')
    with pytest.raises(ConfigurationError) as refused:
        run_alembic(engine, versions)
    assert refused.value.code == "C011"
    assert take_snapshot(engine) == before
    assert find_current_revision(engine) == HEAD
    assert "nickname" not in {column["name"] for column in inspect(engine).get_columns("consultation")}
    engine.dispose()


def test_upgrade__that_fails_halfway__is_undone_whole(engine: Engine, tmp_path: Path) -> None:
    fill_tables(engine)
    before = take_snapshot(engine)
    with pytest.raises(ZeroDivisionError):
        run_alembic(engine, add_revision(tmp_path, more="1 / 0"))
    assert take_snapshot(engine) == before


def test_upgrade__of_a_filled_file__copies_it_first(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    fill_tables(engine)
    before = take_snapshot(engine)
    run_alembic(engine, add_revision(tmp_path))
    engine.dispose()
    copy = tmp_path / f"consult.sqlite.backup-{HEAD}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restored = make_engine(f"sqlite:///{shutil.copyfile(copy, tmp_path / 'restored.sqlite')}")
    assert take_snapshot(restored) == before
    restored.dispose()


def test_upgrade__with_nothing_to_do_or_nothing_there__copies_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    upgrade_database(url)
    upgrade_database(url)
    assert list(tmp_path.glob("*backup*")) == []


def test_upgrade__copy_cannot_be_written__changes_nothing(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(sqlite_url)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safety, "_flush", fail)
    with pytest.raises(ConfigurationError) as refused:
        run_alembic(engine, add_revision(tmp_path))
    assert refused.value.code == "C012"
    assert find_current_revision(engine) == HEAD
    assert list(tmp_path.glob("*backup*")) == []
    engine.dispose()


def test_copy__of_a_file_in_use__holds_what_was_committed(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    fill_tables(engine)
    with engine.connect() as connection:
        path = safety.back_up(connection, "now")
    assert path is not None
    with sqlite3.connect(path) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    engine.dispose()
