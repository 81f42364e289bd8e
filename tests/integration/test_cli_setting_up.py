"""`consult init`, the folder of `consult demo`, and what keeps `consult serve` from starting."""

import socket
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.cli.demo_folder import is_demo, make_demo_folder
from consult.cli.serving import find_port
from consult.errors import ConfigurationError, Conflict
from consult.models.staff import Staff
from consult.vocabulary import Role
from tests.integration.command_line import CommandLine, point_at


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """`consult` in a folder with nothing in it."""
    point_at(monkeypatch, tmp_path)
    monkeypatch.delenv("CONSULT_SECRET_KEY", raising=False)
    return CommandLine(tmp_path, f"sqlite:///{tmp_path / 'instance' / 'consult.sqlite'}", capsys)


def set_up(empty: CommandLine) -> tuple[int, str, str]:
    return empty("init", "--email", "Ada@Example.org", "--name", "Ada")


def read_private(folder: Path) -> dict[str, bytes]:
    names = ("settings.toml", "salt.hex")
    return {name: (folder / "instance" / name).read_bytes() for name in names}


def test_init__in_an_empty_folder__makes_a_private_installation(empty: CommandLine) -> None:
    code, out, _ = set_up(empty)
    assert code == 0 and "One-time password: " in out
    made = sorted((empty.folder / "instance").iterdir())
    assert [path.name for path in made] == ["consult.sqlite", "keys.sqlite", "salt.hex", "settings.toml"]
    assert [path.name for path in [empty.folder / "instance", *made] if path.stat().st_mode & 0o077] == []
    settings = tomllib.loads((empty.folder / "instance" / "settings.toml").read_text(encoding="utf-8"))
    assert len(settings["secret_key"]) == 64

    def see(session: Session) -> None:
        staff = session.scalars(select(Staff)).one()
        assert (staff.email, staff.must_change_password) == ("ada@example.org", True)
        assert [role.name for role in staff.roles] == [Role.ADMINISTRATOR]
        assert staff.password and staff.password not in out

    empty.look(see)


def test_init__run_again__replaces_nothing_and_adds_nobody(empty: CommandLine) -> None:
    set_up(empty)
    before = read_private(empty.folder)
    code, out, _ = set_up(empty)
    assert (code, "nobody was added" in out) == (0, True)
    assert read_private(empty.folder) == before


def test_init__with_settings_but_no_key__adds_a_key_and_keeps_the_rest(empty: CommandLine) -> None:
    (empty.folder / "instance").mkdir(mode=0o700)
    empty.write("instance/settings.toml", 'mail_from = "a@example.org"\n')
    assert set_up(empty)[0] == 0
    settings = tomllib.loads((empty.folder / "instance" / "settings.toml").read_text(encoding="utf-8"))
    assert settings["mail_from"] == "a@example.org" and len(settings["secret_key"]) == 64


def test_init__with_settings_that_are_no_toml__fails_by_code(empty: CommandLine) -> None:
    (empty.folder / "instance").mkdir(mode=0o700)
    empty.write("instance/settings.toml", "secret_key = ")
    code, _, err = set_up(empty)
    assert code == 1 and "C001" in err


def test_init__where_it_may_not_write__fails_by_code(empty: CommandLine) -> None:
    empty.write("instance", "a file")
    code, _, err = set_up(empty)
    assert code == 1 and "C015" in err


def test_serve__before_setting_up__says_what_to_do(empty: CommandLine) -> None:
    code, _, err = empty("serve", "--port", "0")
    assert code == 1 and "C002" in err and "consult init" in err


def test_worker__before_setting_up__says_what_to_do(empty: CommandLine) -> None:
    code, _, err = empty("worker")
    assert code == 1 and "C004" in err


def test_port__that_is_taken__is_refused_or_passed_over() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(ConfigurationError, match="C014"):
            find_port("127.0.0.1", taken)
    assert find_port("127.0.0.1", None) >= 8000
    with pytest.raises(ConfigurationError, match="C014"):
        find_port("not a host", 8000)


def test_demo_folder__made_again__replaces_the_earlier_one(tmp_path: Path) -> None:
    folder = make_demo_folder(tmp_path / "demo")
    (folder / "left.txt").touch()
    first = (folder / "settings.toml").read_text(encoding="utf-8")
    again = make_demo_folder(tmp_path / "demo")
    assert is_demo(again) and not (again / "left.txt").exists()
    assert (again / "settings.toml").read_text(encoding="utf-8") != first


@pytest.mark.parametrize("content", ["", "demo = false\n", 'secret_key = "a"\n'])
def test_demo_folder__that_holds_something_else__is_left_alone(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "settings.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Conflict, match="C005"):
        make_demo_folder(folder)
    assert [path.name for path in folder.iterdir()] == ["settings.toml"]


def test_demo_folder__in_a_deep_place__keeps_its_socket_where_it_fits(tmp_path: Path) -> None:
    folder = make_demo_folder(tmp_path / ("deep" * 30))
    settings = tomllib.loads((folder / "settings.toml").read_text(encoding="utf-8"))
    place = Path(settings["key_socket"])
    assert len(str(place)) < 100 and place.parent.stat().st_mode & 0o077 == 0
    place.parent.rmdir()
