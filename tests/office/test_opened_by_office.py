"""Files of a response opened and written again by LibreOffice: nothing of what people read is lost."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.drafting.blocks import Paragraph
from consult.exports.document import Document
from consult.exports.flow_items import settle
from consult.exports.noting import note
from consult.exports.odt import make_odt
from consult.exports.word import make_word
from tests.office.provision import find_office
from tests.unit.analysis.hostile_texts import BIDI, CONTROLS, FORMULAS, MARKUP
from tests.unit.exports import odt_sample
from tests.unit.exports.word_sample import ARABIC, ENGLISH, find_all, make_document, open_word

pytestmark = [pytest.mark.office, pytest.mark.soak]
Convert = Callable[[bytes, str, str], bytes]
HEADINGS = [(1, "Status and authority"), (2, "Question 1: homes & leases"), (3, "In respondents’ words")]
TABLES = [
    [["Theme", "Returns"], ["Homes", "34"], ["Schools", "fewer than 5"]],
    [["Words", "Share"], ["Most", "75% to 90%"]],
]
WORDS = (
    "Text with <b>marks</b>, & {{ braces }} and {% raw %}.",
    "43 returns were received. Most were from councils.",
    "Most returns (34 of 43) raised “homes”.",
    "=1+1",
    "“First line\nsecond\tline”",
    f"«{ARABIC}»",
    f"“{ENGLISH}”",
)


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Gives a file in another form, as LibreOffice writes it: `convert(content, "docx", "odt")`."""
    folder, office = tmp_path_factory.mktemp("office"), find_office()
    assert office

    def convert_one(content: bytes, given: str, wanted: str) -> bytes:
        file = folder / f"response.{given}"
        file.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        asked = [
            "--headless",
            "--norestore",
            "--convert-to",
            wanted,
            "--outdir",
            str(folder / wanted),
            str(file),
        ]
        subprocess.run([office, profile, *asked], check=True, capture_output=True, timeout=240)
        return (folder / wanted / Path(file.name).with_suffix(f".{wanted}")).read_bytes()

    return convert_one


def read_odt_headings(content: bytes) -> list[tuple[int, str]]:
    """Levels and words of headings."""
    found = odt_sample.open_odt(content).body.headers
    return [
        (int(one.get_attribute_string("text:outline-level") or 0), odt_sample.read_text(one)) for one in found
    ]


def test_word_file__opened_and_written_again__has_the_same_headings_tables_and_text(convert: Convert) -> None:
    again = convert(make_word(make_document()), "docx", "odt")
    file = odt_sample.open_odt(again)
    assert read_odt_headings(again) == HEADINGS
    assert [table.get_values() for table in file.body.tables] == TABLES
    texts = [odt_sample.read_text(one) for one in file.body.get_elements("descendant::text:p")]
    assert set(WORDS) <= set(texts)


def test_open_document__opened_and_written_again__has_the_same_headings_tables_and_text(
    convert: Convert,
) -> None:
    again = convert(make_odt(make_document()), "odt", "docx")
    file = open_word(again)
    named = [(one.style.name, one.text) for one in file.paragraphs if one.style and one.style.name]
    assert [(int(name[-1]), text) for name, text in named if name.startswith("Heading ")] == HEADINGS
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables] == TABLES
    assert set(WORDS) <= {text for _, text in named}
    assert len(find_all(again, "//w:tbl/w:tr[1]/w:trPr/w:tblHeader")) == 2
    tagged = {lang for one in find_all(again, "//w:lang") for lang in one.attrib.values()}
    assert {"ar", "uk"} <= {lang.split("-")[0] for lang in tagged}


def test_open_document__of_hostile_texts__comes_back_as_it_was(convert: Convert) -> None:
    texts = [*MARKUP, *FORMULAS, *CONTROLS, *BIDI]
    parts = [Paragraph(f"p{n}", text) for n, text in enumerate(texts)]
    again = convert(make_odt(make_document(*parts)), "odt", "odt")
    file = odt_sample.open_odt(again)
    shown = {odt_sample.read_text(one) for one in file.body.get_elements("descendant::text:p")}
    assert {settle(text) for text in texts} - shown == set()


@pytest.mark.parametrize(("given", "wanted", "make"), [("docx", "odt", make_word), ("odt", "odt", make_odt)])
def test_footnotes__opened_and_written_again__stand_where_they_stood(
    convert: Convert, given: str, wanted: str, make: Callable[[Document], bytes]
) -> None:
    noted = Paragraph("p", f"Homes are few{note('Since May.')} and dear.{note('Rents: ONS')}")
    again = convert(make(make_document(noted)), given, wanted)
    said = ["".join(one.itertext()) for one in odt_sample.find_all(again, "//text:note-body")]
    assert [text.strip() for text in said] == ["Since May.", "Rents: ONS"]
    [place] = odt_sample.find_all(again, "//text:p[.//text:note]")
    between = re.split(r"\d *(?:Since May\.|Rents: ONS)", "".join(place.itertext()))
    assert [text.strip() for text in between] == ["Homes are few", "and dear.", ""]
