"""A first outline as a file: what is held for each question, in every form, with nobody's words."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Heading
from consult.exports.document import Document
from consult.exports.outline_paper import make_outline_paper
from consult.exports.writers import WRITERS
from consult.services.carrying.listing_carried import CarriedState
from consult.services.drafts.describing_paper import AboutPaper
from consult.services.outlines.outline_values import Awaited, Gap, HeldReturn, OutlinedQuestion, PastAnswer
from consult.vocabulary import Role, Sector
from consult.web.desk_carried_words import STATES
from consult.web.desk_words import SECTORS
from tests.factories.collecting import make_consultation
from tests.factories.numbering import TODAY
from tests.unit.exports.pdf_sample import read_words

SignIn = Callable[..., FlaskClient]
HELD = HeldReturn("id-1", "body-1", "Harbour Light", Sector.HEALTH, "old", "Homes of 2029", date(2030, 5, 4))
GAP = Gap(Sector.POLICE, ["Northern Police"], [Awaited("Northern Police", date(2031, 2, 1))], ["Pier Watch"])
HOMES = OutlinedQuestion(
    "q1",
    "1",
    "What homes are needed?",
    ["Housing"],
    [HELD],
    None,
    [PastAnswer("old", "Homes", 2, "q", "One")],
    [GAP],
)
TREES = OutlinedQuestion("q2", "2", "And trees?", [], [], 0, [], [])


def make(*questions: OutlinedQuestion) -> Document:
    about = AboutPaper("Homes of 2031", "homes", "The Region")
    states: dict[CarriedState, str] = {state: words for state, (words, _) in STATES.items()}
    return make_outline_paper(questions, about, TODAY, sectors=SECTORS, states=states, least=5)


def read(ending: str, content: bytes) -> str:
    """The text of a file, whatever its form; marks of XML and of paragraphs stay."""
    if ending == ".pdf":
        return read_words(content)
    if ending in {".docx", ".odt"}:
        part = "word/document.xml" if ending == ".docx" else "content.xml"
        content = zipfile.ZipFile(io.BytesIO(content)).read(part)
    return unescape(content.decode())


def test_paper__of_two_questions__says_what_is_held_and_whom_to_ask() -> None:
    parts = make(HOMES, TREES).parts
    assert [one.text for one in parts if isinstance(one, Heading) and one.level == 1] == [
        "Question 1: What homes are needed?",
        "Question 2: And trees?",
        "How this was put together",
    ]
    said = str(parts)
    for words in (
        "Harbour Light, Health, to “Homes of 2029”, 4 May 2030",
        "From 1 to 4 experiences told elsewhere",
        "Homes, version 2: One",
        "Police: Northern Police. Confirmation of Northern Police awaited since 1 February 2031. ",
        "Held already, so ask whether it still holds: Pier Watch",
        "name no tag",
        "Nothing is held for this question yet.",
        "Every sector of the directory was heard on it.",
    ):
        assert words in said


def test_paper__while_government_asks_nothing__says_so() -> None:
    assert "Government asks nothing yet." in str(make().parts)


@pytest.fixture
def asked(sqlite_session: Session) -> str:
    """The address of a consultation's outline."""
    address = f"/desk/consultations/{make_consultation(sqlite_session).slug}/outline"
    sqlite_session.commit()
    return address


@pytest.mark.parametrize("ending", WRITERS)
def test_file__in_each_form__opens_with_its_questions_and_is_the_same_twice(
    sign_in: SignIn, asked: str, ending: str
) -> None:
    client = sign_in(Role.MANAGER)
    assert f'href="{asked}/file{ending}"' in client.get(asked).text
    answer, again = (client.get(f"{asked}/file{ending}") for _ in range(2))
    assert (answer.status_code, answer.mimetype) == (200, WRITERS[ending].media_type)
    assert answer.data == again.data and f"outline{ending}" in answer.headers["Content-Disposition"]
    text = read(ending, answer.data)
    assert "First outline of the response" in text and "Question 1" in text
    assert "How this was put together" in text


def test_file__for_an_analyst_or_in_no_known_form__is_refused(sign_in: SignIn, asked: str) -> None:
    address = f"{asked}/file"
    assert sign_in(Role.ANALYST).get(f"{address}.md").status_code == 403
    assert "C808" in sign_in(Role.MANAGER).get(f"{address}.rtf").text
