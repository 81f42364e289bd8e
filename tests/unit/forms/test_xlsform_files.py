"""Files of every kind, sound and damaged: always a report, never a traceback."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from forms.xlsform.files import MOST_BYTES
from forms.xlsform.reader import read_xlsform
from tests.factories.xlsform_tables import error_codes, places, write_xlsx

SURVEY = "type | name | label\ntext | a | A?"
CSV_SURVEY = "type,name,label\ntext,a,A?\n"
CSV_SHEETS = """survey
,type,name,label::en
,select_one l,a,A?
choices
,list_name,name,label::en
,l,x,X
settings
,form_title
,Title
"""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def make_zip(**members):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def test_file__csv_of_the_survey_only__is_read(tmp_path):
    reading = read_xlsform(write(tmp_path / "f.csv", CSV_SURVEY))
    assert [question.id for question in reading.questionnaire.questions()] == ["a"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_file__csv_with_another_delimiter__is_read(tmp_path, delimiter):
    reading = read_xlsform(write(tmp_path / "f.csv", CSV_SURVEY.replace(",", delimiter)))
    assert reading.is_importable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_file__csv_with_sheets__is_read_in_each_encoding(tmp_path, encoding):
    reading = read_xlsform(write(tmp_path / "f.csv", CSV_SHEETS.encode(encoding)))
    assert reading.questionnaire.title == {"en": "Title"}
    assert reading.questionnaire.get_question("a").choices[0].label == {"en": "X"}


def test_file__folder_of_csv_files__is_read_as_one_form(tmp_path):
    write(tmp_path / "survey.csv", "type,name,label::en\nselect_one l,a,A?\n")
    write(tmp_path / "choices.csv", "list_name,name,label::en\nl,x,X\nl,,Y\n")
    reading = read_xlsform(tmp_path)
    assert places(reading, "F252") == [("choices", 3, "name")]
    write(tmp_path / "choices.csv", "list_name,name,label::en\nl,x,X\n")
    assert read_xlsform(tmp_path).questionnaire.get_question("a").choices[0].name == "x"


def test_file__csv_row__has_its_number_in_the_file(tmp_path):
    reading = read_xlsform(write(tmp_path / "f.csv", CSV_SHEETS.replace("l,x,X", "l,,X")))
    assert places(reading, "F252") == [("choices", 6, "name")]


def test_file__csv_in_another_encoding__names_the_line(tmp_path):
    reading = read_xlsform(write(tmp_path / "f.csv", "type,name,label\ntext,a,Où?\n".encode("latin-1")))
    assert error_codes(reading) == ["F106"]
    assert "Line 2" in reading.problems[0].message


def test_file__xls__is_read(tmp_path):
    reading = read_xlsform(write(tmp_path / "f.xls", make_xls()))
    assert reading.is_importable
    assert [question.id for question in reading.questionnaire.questions()] == ["a"]


def test_file__xls_that_is_really_xlsx__is_read_and_said(tmp_path):
    reading = read_xlsform(write_xlsx(tmp_path / "f.xls", survey=SURVEY))
    assert reading.is_importable
    assert [problem.code for problem in reading.problems if problem.code == "F108"] == ["F108"]


def test_file__single_sheet_with_another_name__is_the_survey(tmp_path):
    assert read_xlsform(write_xlsx(tmp_path / "f.xlsx", Sheet1=SURVEY)).is_importable


def test_file__several_sheets_but_no_survey__lists_them(tmp_path):
    reading = read_xlsform(write_xlsx(tmp_path / "f.xlsx", one=SURVEY, two=SURVEY))
    assert error_codes(reading) == ["F109"]
    assert "“one”, “two”" in reading.problems[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F107"),
        (b" \r\n ", "F107"),
        (b"PK\x03\x04 and then nothing", "F102"),
        (OLE + b"\0" * 600, "F102"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "F105"),
        (OLE + "WordDocument".encode("utf-16-le"), "F103"),
        (b"\x09\x08\x10\x00 broken", "F102"),
        (b"%PDF-1.7", "F103"),
        (b"\xef\xbb\xbf<html><table>", "F103"),
        (b"\x89PNG\r\n\0\0", "F103"),
        (make_zip(word__document=b"x"), "F103"),
        (make_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "F103"),
        (b'"' + b"x" * 200_000, "F114"),
        (b'type,name,label\ntext,a,"What?\ntext,b,Why?\n', "F114"),
    ],
)
def test_file__not_a_questionnaire__has_its_code(tmp_path, data, code):
    reading = read_xlsform(write(tmp_path / "f.xlsx", data))
    assert error_codes(reading) == [code]
    assert reading.questionnaire is None


def test_file__words_in_no_layout__lists_the_missing_columns(tmp_path):
    assert error_codes(read_xlsform(write(tmp_path / "f.csv", "just words"))) == ["F201"] * 3


def test_file__csv_with_a_nul__is_read_and_names_the_cell(tmp_path):
    reading = read_xlsform(write(tmp_path / "f.csv", CSV_SURVEY.replace("A?", "A\0?") + "text,b,B?\n"))
    assert reading.questionnaire.get_question("a").label == {"en": "A�?"}
    assert places(reading, "F211") == [("survey", 2, "label")]


def test_file__missing_or_a_folder__is_said(tmp_path):
    assert error_codes(read_xlsform(tmp_path / "none.xlsx")) == ["F101"]
    assert error_codes(read_xlsform(tmp_path)) == ["F101"]


def test_file__larger_than_allowed__is_not_read(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert error_codes(read_xlsform(path)) == ["F104"]


def test_file__zip_bomb__is_not_unzipped(tmp_path):
    zeros = b"0" * (30 * 1024 * 1024)
    data = make_zip(xl__workbook=b"x", bomb=zeros)
    assert len(data) < 100_000
    assert error_codes(read_xlsform(write(tmp_path / "f.xlsx", data))) == ["F104"]


def test_file__entities_that_multiply__are_not_expanded(tmp_path):
    source = write_xlsx(tmp_path / "raw.xlsx", survey=SURVEY)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "f.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = laughs + data.replace(b"A?", b"&b;")
                assert b"&b;" in data
            new.writestr(name, data)
    assert error_codes(read_xlsform(tmp_path / "f.xlsx")) == ["F102"]


def test_file__size_that_the_archive_lies_about__is_damage(tmp_path):
    data = make_zip(xl__workbook=b"x" * 5000)
    lying = data.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    assert read_xlsform(write(tmp_path / "f.xlsx", lying)).questionnaire is None


def test_file__too_many_columns__is_refused(tmp_path):
    headers = " | ".join(f"c{n}" for n in range(301))
    assert error_codes(read_xlsform(write_xlsx(tmp_path / "f.xlsx", survey=headers))) == ["F104"]


def test_file__too_many_rows__is_refused(tmp_path):
    rows = "".join(f"note,n{n},N\n" for n in range(20_001))
    assert error_codes(read_xlsform(write(tmp_path / "f.csv", f"type,name,label\n{rows}"))) == ["F104"]


def test_file__cells_far_away_and_blank__do_not_count(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "A?"]):
        book.active.append(row)
    book.active["ZZ1"].number_format = "0.00"
    book.active["A900000"].number_format = "0.00"
    book.save(tmp_path / "f.xlsx")
    assert read_xlsform(tmp_path / "f.xlsx").is_importable


def test_file__formulas_and_errors__are_reported_by_cell(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", '="A"&"?"'], ["text", "b", "#REF!"]):
        book.active.append(row)
    book.active["C3"].data_type = "e"
    book.save(tmp_path / "f.xlsx")
    reading = read_xlsform(tmp_path / "f.xlsx")
    assert places(reading, "F209") == [("survey", 2, "label")]
    assert places(reading, "F210") == [("survey", 3, "label")]


def test_file__formula_with_a_saved_result__uses_it_and_says_so(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", '="A"&"?"']):
        book.active.append(row)
    book.save(tmp_path / "raw.xlsx")
    give_result(tmp_path / "raw.xlsx", tmp_path / "f.xlsx", "A?")
    reading = read_xlsform(tmp_path / "f.xlsx")
    assert reading.questionnaire.get_question("a").label == {"en": "A?"}
    assert places(reading, "F208") == [("survey", 2, "label")]


def test_file__numbers_dates_and_odd_characters__become_the_text_people_see(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (
        ["type", "name", "label", "hint", "required"],
        ["text", "a", 12.0, "x_x0007_y_x000D_\nz", True],
    ):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    reading = read_xlsform(tmp_path / "f.xlsx")
    question = reading.questionnaire.get_question("a")
    assert (question.label, question.hint, question.required) == ({"en": "12"}, {"en": "x�y\nz"}, True)
    assert places(reading, "F211") == [("survey", 2, "hint")]


def give_result(source, target, result):
    """Copy a workbook, giving its one formula a saved result as a spreadsheet program would."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b'<c r="C2">', b'<c r="C2" t="str">')
                assert b"<v />" in data or b"<v></v>" in data or b"<v/>" in data
                for blank in (b"<v />", b"<v></v>", b"<v/>"):
                    data = data.replace(blank, f"<v>{result}</v>".encode())
            new.writestr(name, data)


def make_xls():
    """Return a small BIFF 2 worksheet, the oldest kind of .xls: one cell after the other."""

    def record(code, body):
        return code.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body

    def cell(row, column, text):
        place = row.to_bytes(2, "little") + column.to_bytes(2, "little")
        return record(0x04, place + b"\0\0\0" + bytes([len(text)]) + text.encode())

    rows = [["type", "name", "label"], ["text", "a", "A?"]]
    cells = b"".join(cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return record(0x09, b"\x02\0\x10\0") + cells + record(0x0A, b"")
