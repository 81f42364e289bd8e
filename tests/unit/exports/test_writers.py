"""The table of forms: what an installation has for its writers, and who gets the region's logo."""

from pathlib import Path

import pytest

from analysis.drafting.blocks import Paragraph
from consult.errors import ConfigurationError, ExportRefused
from consult.exports.writers import WRITERS, Means, find_means, require_writer
from consult.region_logo import Logo
from tests.unit.exports.word_sample import make_document

SETTINGS = {"INSTANCE": "nowhere", "PDF_FONTS": "", "BRANDING_FILE": ""}
LOGO = Logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>', "image/svg+xml")
PARAGRAPH = Paragraph("p", "Words.")


def test_writer__asked_for_by_an_ending__is_found_in_capitals_too_or_refused() -> None:
    assert require_writer(".PDF") is WRITERS[".pdf"]
    with pytest.raises(ExportRefused, match=r"C808: .*\.docx, \.pdf, \.odt, \.html, \.md"):
        require_writer(".rtf")
    with pytest.raises(ExportRefused, match="C808: A draft cannot be written as a file without ending"):
        require_writer("")


def test_means__of_an_installation__are_those_of_its_settings(tmp_path: Path) -> None:
    assert find_means(SETTINGS) == Means()
    (tmp_path / "logo.svg").write_bytes(LOGO.content)
    branding = tmp_path / "region.toml"
    branding.write_text('[partnership]\nlogo = "logo.svg"\n', encoding="utf-8")
    given = SETTINGS | {"PDF_FONTS": "fonts", "BRANDING_FILE": str(branding)}
    template = tmp_path / "own.docx"
    assert find_means(given, template=template) == Means(template, Path("fonts"), LOGO)
    branding.write_text('[partnership]\nlogo = "gone.svg"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="C001"):
        find_means(given)


def test_logo__of_the_region__is_on_the_document_with_whose_it_is() -> None:
    document = make_document()
    assert Means().dress(document) is document
    logo = Means(logo=LOGO).dress(document).logo
    assert logo is not None and logo.alternative == "Logo of Wessmere Partnership"


def test_writers__given_a_logo__put_it_where_a_cover_has_one() -> None:
    document, with_logo = make_document(PARAGRAPH), Means(logo=LOGO)
    changed = {
        end for end, one in WRITERS.items() if one.make(document, with_logo) != one.make(document, Means())
    }
    assert changed == {".pdf", ".odt", ".html"}
