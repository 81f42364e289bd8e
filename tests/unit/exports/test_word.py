"""A response as Word, opened again: structure, languages, contents, tables, and what it must not say."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.drafting.blocks import Heading, Paragraph, StatementReference, Table
from consult.errors import ExportRefused
from consult.exports.document import QuotedWords
from consult.exports.word import make_word, save_word
from tests.unit.exports.word_sample import (
    ARABIC,
    ENGLISH,
    find_all,
    make_document,
    open_word,
    read_everything,
    read_member,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", name="content")
def _content() -> bytes:
    return make_word(make_document())


def test_headings__opened_again__are_real_headings_in_order(content: bytes) -> None:
    found = [
        (p.style.name, p.text) for p in open_word(content).paragraphs if p.style.name.startswith("Heading")
    ]
    assert found == [
        ("Heading 1", "Status and authority"),
        ("Heading 2", "Question 1: homes & leases"),
        ("Heading 3", "In respondents’ words"),
    ]


def test_places__of_the_template__are_filled_everywhere(content: bytes) -> None:
    everything = read_everything(content)
    assert "{{ title }}" not in everything and "\ue000" not in everything
    texts = [p.text for p in open_word(content).paragraphs[:4]]
    assert texts == [
        "Wessmere Partnership",
        "Safe routes, settled lives",
        "Draft, not signed off",
        "As the record stood on 2 December 2026",
    ]
    assert "Safe routes, settled lives" in read_member(content, "word/footer1.xml")


def test_text__with_markup_and_template_signs__is_kept_as_written(content: bytes) -> None:
    texts = [p.text for p in open_word(content).paragraphs]
    assert "Text with <b>marks</b>, & {{ braces }} and {% raw %}." in texts
    assert "=1+1" in texts


def test_statements__that_continue__share_a_paragraph_and_bullets_are_list_items(content: bytes) -> None:
    found = {p.text: p.style.name for p in open_word(content).paragraphs}
    assert found["43 returns were received. Most were from councils."] == "Normal"
    assert found["Most returns (34 of 43) raised “homes”."] == "List Bullet"
    assert found["First"] == "List Bullet"


def test_contents__opened__is_a_field_filled_beforehand_and_asks_nobody(content: bytes) -> None:
    codes = [code.text.strip() for code in find_all(content, "//w:sdt//w:instrText")]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert codes[1:] == ["PAGEREF _Toc00000001 \\h", "PAGEREF _Toc00000002 \\h"]
    rows = find_all(content, "//w:sdt//w:p[w:hyperlink]")
    assert ["".join(row.itertext(f"{W}t")) for row in rows] == [
        "Status and authority",
        "Question 1: homes & leases",
    ]
    assert "updateFields" not in read_member(content, "word/settings.xml")


def test_contents__links__each_lead_to_a_heading(content: bytes) -> None:
    anchors = [link.get(f"{W}anchor") for link in find_all(content, "//w:hyperlink")]
    marks = {mark.get(f"{W}name") for mark in find_all(content, "//w:bookmarkStart")}
    assert len(anchors) == 2 and set(anchors) <= marks


def test_fields__of_the_document__all_open_and_close(content: bytes) -> None:
    kinds = [mark.get(f"{W}fldCharType") for mark in find_all(content, "//w:fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 5


def test_tables__read__have_captions_repeated_headings_and_a_note(content: bytes) -> None:
    file = open_word(content)
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        ["Theme", "Returns"],
        ["Homes", "34"],
        ["Schools", "fewer than 5"],
    ]
    assert len(find_all(content, "//w:tbl/w:tr[1]/w:trPr/w:tblHeader")) == 2
    assert [c.get(f"{W}val") for c in find_all(content, "//w:tblCaption")] == ["Themes", "Scale"]
    captions = [p.text for p in file.paragraphs if p.style.name == "Caption"]
    assert captions == ["Table 1: Themes", "Table 2: Scale"]
    assert "Source: returns. Base: 43." in [p.text for p in file.paragraphs if p.style.name == "Table Note"]


def test_table__with_many_columns__fits_the_page_with_headings_on_end() -> None:
    columns = ("Theme", *(f"Voluntary and community {n}" for n in range(14)))
    wide = Table("w", "Wide", columns, (("A theme of some length", *["fewer than 5"] * 14),))
    content = make_word(make_document(wide))
    widths = [int(column.get(f"{W}w")) for column in find_all(content, "//w:gridCol")]
    assert len(widths) == 15 and 8500 < sum(widths) <= 9026 and min(widths) > 300
    assert len(find_all(content, "//w:textDirection[@w:val='btLr']")) == 14


def test_quotation__written__is_verbatim_in_a_run_of_its_own_and_tagged(content: bytes) -> None:
    runs = [r for p in open_word(content).paragraphs if p.style.name == "Quote" for r in p.runs]
    texts = [run.text for run in runs]
    assert "First line\nsecond\tline" in texts
    assert ARABIC in texts and ENGLISH in texts
    languages = {run.text: run._r.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in runs}
    assert (
        languages[ARABIC] == "ar"
        and languages[ENGLISH] == "en-GB"
        and languages["Мы приехали зимой."] == "uk"
    )


def test_quotation__right_to_left__is_so_in_paragraph_and_runs(content: bytes) -> None:
    found = [p for p in open_word(content).paragraphs if ARABIC in p.text]
    assert found[0]._p.find(f"{W}pPr/{W}bidi") is not None
    assert all(run._r.find(f"{W}rPr/{W}rtl") is not None for run in found[0].runs)
    assert found[0].runs[1]._r.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"
    english = [p for p in open_word(content).paragraphs if ENGLISH in p.text]
    assert english[0]._p.find(f"{W}pPr/{W}bidi") is None


def test_quotation__translated__says_whose_it_is_and_who_translated(content: bytes) -> None:
    sources = [p.text for p in open_word(content).paragraphs if p.style.name == "Quote Source"]
    assert sources == ["— A council officer", "— A person from the coast. Translation by a volunteer", ""]


def test_run_of_text__anywhere__has_a_language(content: bytes) -> None:
    assert find_all(content, "//w:r[w:t][not(w:rPr/w:lang)]") == []


def test_properties__read__name_the_partnership_and_no_person(content: bytes) -> None:
    about = open_word(content).core_properties
    assert (about.title, about.author, about.language) == (
        "Safe routes, settled lives",
        "Wessmere Partnership",
        "en",
    )
    assert about.created == about.modified and about.created.date() == date(2026, 12, 2)
    assert about.last_modified_by == "" and about.comments == ""
    assert "python-docx" not in read_everything(content)


def test_document__made_twice__has_the_same_bytes(content: bytes) -> None:
    assert make_word(make_document()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == sorted(package.namelist())
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_document__as_of_another_day__differs(content: bytes) -> None:
    assert make_word(replace(make_document(), as_of=date(2026, 12, 3))) != content


def test_text__that_xml_cannot_hold__is_replaced_one_for_one() -> None:
    document = make_document(
        Heading("h", 1, "A\x00B\x1f"),
        Paragraph("p", "x\ud800y\ufffe\r\nz"),
        QuotedWords("q", "\x0bwords", "en", "\x02"),
        title="Title\x07 <&>",
    )
    texts = [p.text for p in open_word(make_word(document)).paragraphs]
    assert "A\ufffdB\ufffd" in texts and "x\ufffdy\ufffd\nz" in texts and "“\ufffdwords”" in texts
    assert "Title\ufffd <&>" in texts


def test_document__without_headings_or_parts__still_opens() -> None:
    empty = replace(make_document(), parts=())
    assert "Contents" in read_everything(make_word(empty))


def test_document__on_a_full_disk__is_not_left_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("consult.exports.files.os.fsync", fail)
    with pytest.raises(ExportRefused, match="C801"):
        save_word(tmp_path / "response.docx", make_document())
    assert list(tmp_path.iterdir()) == []


def test_text__that_turns_the_direction__ends_before_what_follows() -> None:
    parts = (
        Paragraph("p", "a\u202eb"),
        StatementReference("s", "s", "after", "continues"),
        QuotedWords("q", "c\u2067d", "en", "who"),
    )
    texts = [p.text for p in open_word(make_word(make_document(*parts))).paragraphs]
    assert "a\u202eb\u202c after" in texts and "“c\u2067d\u2069”" in texts
