"""A filled-in copy whose words would not be read as they are seen: refused row by row, nothing is kept."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.response import Response
from consult.models.translation import Translation
from consult.queries.viewer import Viewer
from consult.services.copies.copy_reading import read_copy
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.copying import fill_in, order_copy
from tests.factories.region import make_partnership
from tests.factories.sealing import UnlockedAgent, keep_check, make_sealed_account
from tests.factories.translating import make_reader

pytestmark = pytest.mark.portable

WORDS = "Det var vinter. Skolan sade att det aldrig fanns plats."
ENGLISH = {1: "It was winter.", 2: "The school said there was place."}


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    made = make_sealed_account(session, version, {"change": WORDS}, agent, language="sv")
    key = agent.open_key(made.id)
    assert key is not None
    keep_check(session, made, key)
    return made


@pytest.fixture
def reader(session: Session) -> Viewer:
    return make_reader(session)


def wrap(*names: str) -> Callable[[Any], None]:
    """Put some words of the second passage's translation into elements within one another."""

    def change(file: Any) -> None:
        paragraph = file.tables[0].rows[2].cells[2].paragraphs[0]
        run = paragraph.add_run(" never any")._r
        outer = inner = OxmlElement(names[0])
        for name in names[1:]:
            child = OxmlElement(name)
            inner.append(child)
            inner = child
        run.getparent().replace(run, outer)
        inner.append(run)

    return change


def delete_words(file: Any) -> None:
    wrap("w:del")(file)
    for words in file.element.body.iter(qn("w:del")):
        for text in words.iter(qn("w:t")):
            text.tag = qn("w:delText")


def insert_row(file: Any) -> None:
    properties = file.tables[0].rows[2]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:ins"))


def add_note(file: Any) -> None:
    run = file.tables[0].rows[2].cells[2].paragraphs[0].add_run()
    run._r.append(OxmlElement("w:footnoteReference"))


def put_table_in_cell(file: Any) -> None:
    file.tables[0].rows[2].cells[2].add_table(1, 1).rows[0].cells[0].text = "never any"


def put_row_in_control(file: Any) -> None:
    row = file.tables[0].rows[2]._tr
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.getparent().replace(row, control)
    control.append(content)
    content.append(row)


def change_heading(file: Any) -> None:
    run = file.tables[0].rows[0].cells[2].paragraphs[0].runs[0]._r
    tracked = OxmlElement("w:ins")
    run.getparent().append(tracked)
    tracked.append(deepcopy(run))


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (wrap("w:ins"), "2"),
        (delete_words, "2"),
        (wrap("w:moveFrom"), "2"),
        (wrap("w:moveTo"), "2"),
        (wrap("w:sdt", "w:sdtContent"), "2"),
        (wrap("w:fldSimple"), "2"),
        (wrap("w:smartTag"), "2"),
        (insert_row, "2"),
        (add_note, "2"),
        (put_table_in_cell, "2"),
        (put_row_in_control, "2"),
        (change_heading, "line 1 of the tables"),
    ],
)
def test_filled_copy__with_words_that_would_be_left_out__is_refused_and_says_which_row(
    session: Session,
    account: Response,
    reader: Viewer,
    agent: UnlockedAgent,
    change: Callable[[Any], None],
    rows: str,
) -> None:
    content = fill_in(order_copy(session, reader, account, agent), ENGLISH, change)
    with pytest.raises(ImportRefused) as refused:
        read_copy(content)
    assert (refused.value.code, refused.value.values["rows"]) == ("C391", rows)
    assert "Accept all changes first" in refused.value.remedy
    assert session.scalars(select(Translation)).all() == []


def test_filled_copy__in_several_runs_lines_and_formats__is_read_whole(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    def write(file: Any) -> None:
        cell = file.tables[0].rows[2].cells[2]
        cell.paragraphs[0].add_run(" Never").bold = True
        cell.add_paragraph("any.")

    content = fill_in(order_copy(session, reader, account, agent), ENGLISH, write)
    assert read_copy(content).rows[2].translation == f"{ENGLISH[2]} Never\nany."
