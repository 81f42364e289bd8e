"""Mapping files, and rows read by them."""

from datetime import date
from pathlib import Path

import pytest

from consult.errors import CodedError, ImportRefused
from consult.models.region import Organisation, SubRegion
from consult.services.imports.mapping import MappingFile, map_columns, parse_mapping, read_mapping
from consult.services.imports.return_rows import Directory, ReadReturn, RowReader
from consult.vocabulary import Purpose, Sector
from forms.definitions import Choice, Question, Questionnaire
from tests.factories.collecting import make_definition

TODAY = date(2031, 3, 4)
VALE = SubRegion(id="vale-id", key="vale", name="Osmere Vale")
COUNCIL = Organisation(
    id="council-id",
    key="ostley",
    name="Ostley District Council",
    sector=Sector.LOCAL_AUTHORITY_LOWER,
    sub_region_id="vale-id",
)
DIRECTORY = Directory(
    {"ostley": COUNCIL, "ostley district council": COUNCIL}, {"vale": VALE, "osmere vale": VALE}
)
CHOICES = (Choice("yes"), Choice("no"), Choice("not_sure"))


def make_form() -> Questionnaire:
    return make_definition(
        Question(id="agree", kind="select_one", choices=CHOICES),
        Question(id="barriers", kind="select_multiple", choices=CHOICES),
        Question(id="homes", kind="integer"),
        Question(id="said", kind="text"),
    )


def read(said: MappingFile | None = None, /, **cells: str) -> ReadReturn:
    header = tuple(cells)
    columns = map_columns(header, make_form(), said, name="a.csv")
    return RowReader(make_form(), columns, DIRECTORY, TODAY).read(tuple(cells.values()))


def code_of(**cells: str) -> str:
    with pytest.raises(CodedError) as refused:
        read(**cells)
    return refused.value.code


def test_row__with_columns_named_as_questions__is_read_by_kind() -> None:
    found = read(response_id="R1", agree="yes", barriers="no yes", homes="1,200", said=" a\r\nb\0 ")
    assert {key: value for key, (value, _) in found.answers.items()} == {
        "agree": "yes",
        "barriers": ["yes", "no"],
        "homes": 1200,
        "said": " a\nb� ",
    }


def test_row__of_a_known_organisation__takes_sector_and_area_from_the_directory() -> None:
    found = read(response_id="R1", organisation="  ostley  DISTRICT council", said="x")
    assert (found.organisation_id, found.sector, found.sub_region_id) == (
        "council-id",
        Sector.LOCAL_AUTHORITY_LOWER,
        "vale-id",
    )
    assert found.organisation_name == "Ostley District Council"


def test_row__of_an_unknown_organisation__keeps_the_name_as_given() -> None:
    found = read(response_id="R1", organisation="Friends of Ostley", sector="migrant_led", said="x")
    assert (found.organisation_id, found.organisation_name, found.sector) == (
        None,
        "Friends of Ostley",
        Sector.MIGRANT_LED,
    )


def test_row__that_says_little__falls_back_to_today_and_to_no_quoting() -> None:
    found = read(response_id="R1", said="x")
    assert (found.received_on, found.language) == (TODAY, "en")
    assert found.consents == {Purpose.QUOTE: False, Purpose.ATTRIBUTE: False}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"response_id": " "}, "C721"),
        ({"response_id": "1", "sector": "circus"}, "C723"),
        ({"response_id": "1", "sub_region": "Atlantis"}, "C723"),
        ({"response_id": "1", "language": "Klingon"}, "C723"),
        ({"response_id": "1", "said__language": "xx"}, ""),
        ({"response_id": "1", "received_on": "soon"}, "C724"),
        ({"response_id": "1", "received_on": "2031-03-05"}, "C724"),
        ({"response_id": "1", "agree": "perhaps"}, "C725"),
        ({"response_id": "1", "barriers": "yes maybe"}, "C725"),
        ({"response_id": "1", "homes": "1.5"}, "C732"),
        ({"response_id": "1", "said": "x" * 100_001}, "C732"),
        ({"response_id": "1", "consent_quote": "gladly"}, "C711"),
    ],
)
def test_row__with_one_wrong_cell__is_refused_by_its_code(cells: dict[str, str], code: str) -> None:
    if code:
        assert code_of(**cells) == code
    else:
        assert read(**cells).answers == {}


def test_mapping__of_columns_choices_and_fixed_values__is_followed() -> None:
    said = parse_mapping(
        "m.toml",
        {
            "columns": {"response_id": "Ref", "agree": "Q1", "barriers": "Q2"},
            "choices": {"agree": {"I agree": "yes"}, "barriers": {"Cost": "yes", "No idea": "not_sure"}},
            "fixed": {"language": "cy", "consent_quote": "named"},
        },
    )
    found = read(said, **{"Ref": "7", "Q1": " i  AGREE", "Q2": "Cost; No idea", "Other": "left"})
    assert found.answers == {"agree": ("yes", "cy"), "barriers": (["yes", "not_sure"], "cy")}
    assert found.external_id == "7" and found.consents[Purpose.ATTRIBUTE] is True


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({"colunms": {}}, "[colunms]"),
        ({"columns": {"nosuch": "A"}}, "nosuch"),
        ({"fixed": {"nosuch": "A"}}, "nosuch"),
        ({"columns": {"said": 3}}, "said"),
        ({"columns": {"said": "A"}, "fixed": {"said": "B"}}, "said"),
        ({"choices": {"said": {"a": "b"}}}, "choices.said"),
        ({"choices": {"agree": {"a": "maybe"}}}, "maybe"),
        ({"file": {"header_row": 0}}, "header_row"),
        ({"columns": []}, "columns"),
    ],
)
def test_mapping__wrong_in_one_place__names_the_place(found: dict[str, object], reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        map_columns(("A", "B"), make_form(), parse_mapping("m.toml", found), name="a.csv")
    assert refused.value.code == "C705" and reason in refused.value.message


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[columns", b'a = "'])
def test_mapping_file__that_is_no_toml__is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.toml"
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match="C705"):
        read_mapping(path)


def test_columns__that_nobody_knows__are_all_named_in_one_refusal() -> None:
    with pytest.raises(ImportRefused) as refused:
        map_columns(("said", "colour", "shape"), make_form(), None, name="a.csv")
    assert refused.value.code == "C704"
    assert "“colour”, “shape”" in refused.value.message and "agree" in refused.value.remedy


def test_columns__mapped_but_missing_or_double__are_refused_with_those_found() -> None:
    said = parse_mapping("m.toml", {"columns": {"said": "Words"}})
    for header in (("Ref", "Text"), ("Words", "Words")):
        with pytest.raises(ImportRefused) as refused:
            map_columns(header, make_form(), said, name="a.csv")
        assert refused.value.code == "C702" and header[1] in refused.value.remedy


def test_content__of_a_row_that_says_less__is_still_the_same_return() -> None:
    full = read(response_id="1", organisation="ostley", consent_quote="named", said="x")
    assert read(response_id="1", organisation="Ostley District Council", said="x").says_the_same(
        full.content_hash
    )
    assert not read(response_id="1", said="y").says_the_same(full.content_hash)
    assert not read(response_id="1", said="x", consent_quote="none").says_the_same(full.content_hash)
