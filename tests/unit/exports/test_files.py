"""Files are whole or absent, whatever the disk does."""

import errno
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consult.errors import ExportRefused
from consult.exports.files import replace_file, write_file


def test_file__written__is_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "response.docx"
    write_file(target, b"words")
    assert target.read_bytes() == b"words"
    assert list(tmp_path.iterdir()) == [target]


def test_file__new_or_replaced__is_for_its_owner_only_or_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    write_file(target, b"1")
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o640)
    write_file(target, b"2")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_write__on_a_full_disk__leaves_the_old_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target = tmp_path / "response.docx"
    target.write_bytes(b"before")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("consult.exports.files.os.fsync", fail)
    with pytest.raises(ExportRefused) as failure:
        write_file(target, b"after")
    assert failure.value.code == "C801"
    assert "response.docx" in failure.value.message and "Free some space" in failure.value.remedy
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@contextmanager
def _largest_file(size_bytes: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_file__larger_than_the_system_allows__is_not_left_half_written(tmp_path: Path) -> None:
    target = tmp_path / "response.docx"
    with pytest.raises(ExportRefused) as failure, _largest_file(4096):
        write_file(target, b"x" * 100_000)
    assert failure.value.code == "C802"
    assert "larger than this system allows" in failure.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [("absent/table.csv", "does not exist"), ("folder", "folder"), ("n" * 300, "name is too long")],
)
def test_target__that_cannot_be_written__is_named_with_the_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportRefused, match=reason):
        write_file(tmp_path / name, b"words")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_writer__that_fails__leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), replace_file(target) as stream:
        stream.write(b"after")
        raise ZeroDivisionError
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
