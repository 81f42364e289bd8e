"""The built style sheets, which `make install` puts there, and the parts of the build that need no Node."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from consult.web.assets import ROOT, BuildError, _check, copy_script, fetch_packages

BUILD = ROOT / "consult" / "static" / "build"


def read_sheet(name: str) -> str:
    return (BUILD / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["public.css", "public.rtl.css", "staff.css", "staff.rtl.css"])
def test_sheet__any__carries_nothing_that_belongs_to_gov_uk_and_loads_nothing(name: str) -> None:
    sheet = read_sheet(name)
    assert "GDS Transport" not in sheet
    assert "crown" not in sheet
    assert "crest" not in sheet
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert "font-size:1.1875rem" in sheet  # body text of 19 px


@pytest.mark.parametrize(("name", "kept"), [("public", 1), ("staff", 0)])
def test_sheet__turned_round__has_its_sides_exchanged(name: str, kept: int) -> None:
    """kept: rules that hold whichever way the page is read; an answer read from the right stands there."""
    plain, turned = read_sheet(f"{name}.css"), read_sheet(f"{name}.rtl.css")
    assert plain.count("text-align:left") == turned.count("text-align:right") - kept > 0
    assert plain.count("text-align:right") - kept == turned.count("text-align:left")
    assert plain.count("margin-left:") == turned.count("margin-right:") > 0


def test_dark_mode__looked_for__is_in_the_staff_area_only() -> None:
    assert "prefers-color-scheme" in read_sheet("staff.css").replace(" ", "")
    assert "prefers-color-scheme" not in read_sheet("public.css").replace(" ", "")


def test_packages__in_the_lock__are_pinned_exactly_and_name_no_address() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    pinned = package["dependencies"] | package["devDependencies"]
    assert pinned["govuk-frontend"] == "6.3.0"
    assert all(version[0].isdigit() for version in pinned.values())
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_fetching__packages_newer_than_the_lock__does_nothing(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").touch()
    (tmp_path / "node_modules" / ".package-lock.json").touch()
    os.utime(tmp_path / "package-lock.json", (0, 0))
    said: list[str] = []
    fetch_packages(tmp_path, said.append)
    assert said == ["Style packages are in place"]


def test_script__copied__points_to_no_source_map(tmp_path: Path) -> None:
    folder = tmp_path / "node_modules" / "govuk-frontend" / "dist" / "govuk"
    folder.mkdir(parents=True)
    script = "const a=1;\n//# sourceMappingURL=x.map"
    (folder / "govuk-frontend.min.js").write_text(script, encoding="utf-8")
    copy_script(tmp_path, tmp_path)
    assert (tmp_path / "govuk-frontend.min.js").read_text(encoding="utf-8") == "const a=1;\n"


def test_step__that_fails__shows_its_own_words_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    failed = subprocess.CompletedProcess[bytes](["sass"], 65, b"", b"expected ';'")
    with pytest.raises(BuildError, match="sass failed with status 65"):
        _check(failed, "sass")
    assert "expected ';'" in capsys.readouterr().err
