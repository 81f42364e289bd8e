from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from consult.errors import ConfigurationError
from consult.web.branding import build_icon, build_stylesheet
from consult.web.branding_file import Branding, Colours, read_branding

MakeSite = Callable[..., Flask]

WHOLE = """
[partnership]
name = "Wessmere Strategic Migration Partnership"
short_name = "Wessmere SMP"
host = "Wessmere City Council"
email = "partnership@example.org"
logo = "logo.svg"

[partnership.colours]
header = "#1F3A5F"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    file = folder / "branding.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_branding__whole_file__is_read_with_defaults_for_the_rest(tmp_path: Path) -> None:
    branding = read_branding(write(tmp_path, WHOLE))
    assert (branding.name, branding.brief_name) == (
        "Wessmere Strategic Migration Partnership",
        "Wessmere SMP",
    )
    assert branding.colours == Colours(header="#1f3a5f")
    assert branding.logo is not None
    assert branding.logo.media_type == "image/svg+xml"


def test_branding__no_short_name__uses_the_name() -> None:
    assert Branding(name="North East").brief_name == "North East"


@pytest.mark.parametrize(
    ("colours", "code"),
    [
        ('header = "#7a9cc0"', "C006"),
        ('link = "#ffdd00"', "C006"),
        ('button = "#ca3535"', "C006"),
        ('header = "navy"', "C001"),
        ('link = "#12g456"', "C001"),
    ],
)
def test_branding__colour_pale_or_unknown__is_refused_by_name(
    tmp_path: Path, colours: str, code: str
) -> None:
    file = write(tmp_path, f"[partnership.colours]\n{colours}\n")
    with pytest.raises(ConfigurationError) as raised:
        read_branding(file)
    assert raised.value.code == code
    assert colours.split()[0] in raised.value.message


def test_branding__light_header__is_fine_with_dark_text(tmp_path: Path) -> None:
    branding = read_branding(write(tmp_path, '[partnership.colours]\nheader = "#ffdd00"\n'))
    assert "--region-on-header:#14181d" in build_stylesheet(branding.colours)


@pytest.mark.parametrize(
    "text",
    [
        "partnership = [",
        'partnership = "Wessmere"',
        '[partnership]\ncolours = "#1f3a5f"',
        '[partnership]\nlogo = "none.svg"',
        '[partnership]\nlogo = "branding.toml"',
    ],
)
def test_branding__broken_file__says_where(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"C001.*BRANDING_FILE"):
        read_branding(write(tmp_path, text))


def test_branding__missing_file__is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C001"):
        read_branding(tmp_path / "none.toml")


def test_branding__large_logo__is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, WHOLE)
    (tmp_path / "logo.svg").write_bytes(b"x" * 200_001)
    with pytest.raises(ConfigurationError, match="larger"):
        read_branding(file)


def test_pages__branding_file_set__show_name_logo_and_colours(make_site: MakeSite, tmp_path: Path) -> None:
    client = make_site(BRANDING_FILE=str(write(tmp_path, WHOLE))).test_client()
    page = client.get("/").text
    assert "<span>Wessmere Strategic Migration Partnership</span>" in page
    assert 'src="/brand-logo"' in page
    assert client.get("/brand-logo").mimetype == "image/svg+xml"
    assert "--region-header:#1f3a5f" in client.get("/brand.css").text


def test_pages__neutral_look__have_no_logo(client: FlaskClient) -> None:
    assert "brand-logo" not in client.get("/").text
    assert client.get("/brand-logo").status_code == 404


def test_icon__name_that_starts_with_a_sign__has_no_letter() -> None:
    assert "<text" in build_icon(Branding(name="Wessmere"))
    assert "<text" not in build_icon(Branding(name="<script>"))
