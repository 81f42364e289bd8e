"""Word templates: the product's own is what its script makes, and a region's own is used and cleaned."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from consult.errors import ExportRefused
from consult.exports.word import TEMPLATE, make_word
from consult.exports.word_template.build import build_template
from tests.unit.exports.word_sample import find_all, make_document, open_word, read_everything, read_member


def test_template__in_the_product__is_what_its_script_makes() -> None:
    assert build_template() == TEMPLATE.read_bytes()


def test_template__of_the_product__is_accepted_by_a_reader_of_word_files() -> None:
    file = open_word(TEMPLATE.read_bytes())
    assert {"Heading 1", "Heading 2", "Heading 3", "Quote", "Caption"} <= {
        style.name for style in file.styles
    }


@pytest.fixture(name="regional")
def _regional(tmp_path: Path) -> Path:
    """A region's own template: its own look, no style of ours, and traces of the person who made it."""
    file = docx.Document()
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x99, 0x00, 0x66)
    file.add_paragraph("{{ title }} for {{ partnership }}")
    file.add_paragraph("{{ contents }}")
    file.add_paragraph("Our own foreword.")
    file.add_paragraph("{{ body }}")
    file.add_paragraph("Our own closing words.")
    file.add_comment(file.paragraphs[0].runs, text="check", author="Jane Doe", initials="JD")
    file.core_properties.author = file.core_properties.last_modified_by = "Jane Doe"
    file.save(str(tmp_path / "regional.docx"))
    return tmp_path / "regional.docx"


def test_regional_template__used__keeps_its_styles_and_words_round_the_body(regional: Path) -> None:
    content = make_word(make_document(), template=regional)
    file = open_word(content)
    texts = [p.text for p in file.paragraphs]
    assert texts[0] == "Safe routes, settled lives for Wessmere Partnership"
    assert texts.index("Our own foreword.") < texts.index("Status and authority")
    assert texts[-1] == "Our own closing words."
    assert file.styles["Heading 1"].font.color.rgb == RGBColor(0x99, 0x00, 0x66)
    assert len(find_all(content, "//w:sdt")) == 1


def test_regional_template__without_some_styles__gets_them(regional: Path) -> None:
    styles = {style.name for style in open_word(make_word(make_document(), template=regional)).styles}
    assert {"Quote Source", "Table Head", "Response Table", "toc 1"} <= styles


def test_regional_template__used__leaves_no_trace_of_who_made_it(regional: Path) -> None:
    everything = read_everything(make_word(make_document(), template=regional))
    assert "Jane" not in everything and '"JD"' not in everything
    assert "thumbnail" not in everything and "Macintosh" not in everything


def test_regional_template__used_twice__gives_the_same_bytes(regional: Path) -> None:
    assert make_word(make_document(), template=regional) == make_word(make_document(), template=regional)


def _change(path: Path, target: Path, member: str, before: str, after: str) -> Path:
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(
                name, content.replace(before.encode(), after.encode()) if name == member else content
            )
    return target


def test_template__without_places__gets_contents_and_body_at_its_end(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("Only a letterhead.")
    file.save(str(tmp_path / "letter.docx"))
    content = make_word(make_document(), template=tmp_path / "letter.docx")
    texts = [p.text for p in open_word(content).paragraphs]
    assert texts[0] == "Only a letterhead." and "Status and authority" in texts
    assert len(find_all(content, "//w:sdt")) == 1


def test_template__without_a_list_style__gets_one_with_bullets(tmp_path: Path) -> None:
    renamed = _change(TEMPLATE, tmp_path / "t.docx", "word/styles.xml", '"List Bullet"', '"Our Bullet"')
    renamed = _change(renamed, tmp_path / "u.docx", "word/styles.xml", '"ListBullet"', '"OurBullet"')
    content = make_word(make_document(), template=renamed)
    style = open_word(content).styles["List Bullet"].element
    number = style.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0]
    assert f'<w:num w:numId="{number}"' in read_member(content, "word/numbering.xml")


UNUSABLE_PLACES = [
    ("{{ title", "C806"),
    ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ("{% include 'x' %}", "C806"),
    ("{{ 1 / 0 }}", "zero"),
]


@pytest.mark.parametrize(("place", "reason"), UNUSABLE_PLACES)
def test_template__with_a_broken_or_unsafe_place__is_refused(tmp_path: Path, place: str, reason: str) -> None:
    file = docx.Document()
    file.add_paragraph(place)
    file.save(str(tmp_path / "bad.docx"))
    with pytest.raises(ExportRefused, match=reason) as failure:
        make_word(make_document(), template=tmp_path / "bad.docx")
    assert failure.value.code == "C806"


def _write_junk(path: Path) -> None:
    path.write_bytes(b"not a Word file")


def _write_other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "hello")


def _write_nothing(path: Path) -> None:
    assert not path.exists()


def _write_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)


@pytest.mark.parametrize("write", [_write_junk, _write_other_zip, _write_bomb, _write_nothing])
def test_template__that_is_no_word_file__is_refused_by_name(tmp_path: Path, write: object) -> None:
    write(tmp_path / "bad.docx")  # type: ignore[operator]
    with pytest.raises(ExportRefused, match=r"bad\.docx") as failure:
        make_word(make_document(), template=tmp_path / "bad.docx")
    assert failure.value.code == "C806"


def test_package__of_the_document__has_no_part_twice(regional: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(make_word(make_document(), template=regional))) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
