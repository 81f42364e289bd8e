"""The secret salt: made once, private, and its loss stops the site instead of orphaning every number."""

import stat
from pathlib import Path

import pytest

from consult.sealing.errors import SaltUnusable
from consult.sealing.salt_files import create_secret_salt, read_secret_salt


def test_create_secret_salt__read_again__is_the_same_and_private(tmp_path: Path) -> None:
    path = tmp_path / "salt"
    assert create_secret_salt(path) == read_secret_salt(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_create_secret_salt__over_another__is_refused(tmp_path: Path) -> None:
    path = tmp_path / "salt"
    salt = create_secret_salt(path)
    with pytest.raises(FileExistsError):
        create_secret_salt(path)
    assert read_secret_salt(path) == salt


@pytest.mark.parametrize("content", ["", "not hexadecimal", "00" * 16, "é"])
def test_read_secret_salt__damaged__stops_without_making_a_new_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "salt"
    path.write_text(content)
    with pytest.raises(SaltUnusable):
        read_secret_salt(path)
    assert path.read_text() == content


def test_read_secret_salt__missing__stops(tmp_path: Path) -> None:
    with pytest.raises(SaltUnusable):
        read_secret_salt(tmp_path / "salt")
    assert not list(tmp_path.iterdir())
